// Uploads on the screen.
import type {LocalFile} from '../../../tickets/attachments.js'
import type {Progress} from '../../output/progress.js'

const size = (bytes: number) =>
  bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`

/** Says which file is on its way, and how much of the whole is done. */
export function uploadProgress(progress: Progress, files: LocalFile[]): (file: LocalFile, index: number) => void {
  const total = files.reduce((sum, file) => sum + file.content.length, 0)
  return (file, index) => {
    const done = files.slice(0, index).reduce((sum, one) => sum + one.content.length, 0)
    const of = files.length > 1 ? `, file ${index + 1} of ${files.length}, ${size(done)} of ${size(total)} done` : ''
    progress.update(`Uploading ${file.name} (${size(file.content.length)})${of}`)
  }
}
