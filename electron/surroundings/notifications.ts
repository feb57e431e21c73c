// Lets notifications of the pages appear under the program's own name; which ones there are, each page decides itself.
import { app } from 'electron';

/** The same as `appId` of the packed program: Windows shows no notification of a program without it. */
const PROGRAM = 'org.stafette.desk';

export const nameNotifications = (platform: NodeJS.Platform = process.platform): void => {
  if (platform === 'win32') app.setAppUserModelId(PROGRAM);
};
