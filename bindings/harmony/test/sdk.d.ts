// What is used here of the SDK of HarmonyOS, as its documentation describes it.
declare namespace console {
    function error(message: string): void;
    function info(message: string): void;
}

declare module '@ohos.bundle.bundleManager' {
    namespace bundleManager {
        enum BundleFlag {
            GET_BUNDLE_INFO_WITH_APPLICATION = 0x00000001,
        }
        interface ApplicationInfo {
            readonly debug: boolean;
        }
        interface BundleInfo {
            readonly appInfo: ApplicationInfo;
        }
        function getBundleInfoForSelfSync(bundleFlags: number): BundleInfo;
    }
    export default bundleManager;
}

declare function setInterval(handler: () => void, delay: number): number;
declare function clearInterval(id: number): void;

declare module '@kit.ArkUI' {
    export namespace window {
        interface WindowStage {
            loadContent(path: string): Promise<void>;
        }
    }
}

declare module '@kit.AbilityKit' {
    import { window } from '@kit.ArkUI';
    export class UIAbility {
        onWindowStageCreate(windowStage: window.WindowStage): void;
    }
}
