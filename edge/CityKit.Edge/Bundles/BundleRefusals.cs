using CityKit.Core;
using CityKit.Core.Signing;

namespace CityKit.Edge.Bundles;

/// <summary>Why a bundle is not taken.</summary>
internal static class BundleRefusals
{
    private const int Shown = 5;

    internal static Refusal NotSigned(DevicePublicKey key) => Refusal.Of("bad-signature",
        $"The bundle is not signed with the hub's key {key.Fingerprint} that this device was given.",
        $"配置包不是用本设备所知的中枢密钥 {key.Fingerprint} 签名的。");

    internal static Refusal OtherDevice(DeviceId found, DeviceId own) => Refusal.Of("wrong-device",
        $"The bundle is for device {found}, this is {own}.", $"配置包属于设备 {found}，本设备为 {own}。");

    internal static Refusal Older(long version, long highest) => Refusal.Of("old-version",
        $"The bundle has version {version}; version {highest} was taken before, and there is no way back.",
        $"配置包版本为 {version}，曾启用版本 {highest}，不得回退。");

    internal static Refusal Unusable(long version, IReadOnlyList<string> wrong) => Refusal.Of("unusable",
        $"Version {version} cannot run here: {string.Join(" ", wrong.Take(Shown))}", $"版本 {version} 无法在本设备运行，共 {wrong.Count} 处错误。");
}
