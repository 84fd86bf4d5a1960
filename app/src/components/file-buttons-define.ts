export interface FileButtonsProps {
  title: string;
  fileName: string;
  mediaType: string;
  address: string;
}
