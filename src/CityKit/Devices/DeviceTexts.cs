using CityKit.Core;

namespace CityKit.Devices;

/// <summary>What a device is answered, whatever it sent.</summary>
internal static class DeviceTexts
{
    internal static LocalizedText NotAdmitted(DeviceId device) => new(
        $"设备 {device} 未登记；请先由管理员登记其公钥。", $"Device {device} is not admitted: have an administrator admit its public key.");

    internal static LocalizedText OtherSignature(DeviceId device) => new(
        $"签名与设备 {device} 登记的公钥不符；若更换了密钥，请重新登记。",
        $"The signature does not match the key admitted for {device}: if its key was replaced, admit the new one.");
}
