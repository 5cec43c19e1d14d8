using CityKit.Core;
using CityKit.Core.Releases;
using CityKit.Core.Signing;
using CityKit.Core.Wire;

namespace CityKit.Edge.Releases;

/// <summary>Why a release is not taken.</summary>
internal static class ReleaseRefusals
{
    internal static Refusal Garbage(WireError error) => new("garbage", error.Message, []);

    internal static Refusal NotSigned(DevicePublicKey key) => Refusal.Of("bad-signature",
        $"The release is not signed with the hub's key {key.Fingerprint} that this device was given.",
        $"发布包不是用本设备所知的中枢密钥 {key.Fingerprint} 签名的。");

    internal static Refusal OtherProduct(ReleaseManifest found, string own) => Refusal.Of("wrong-product",
        $"Release {found.Version} is of {found.Product}, this is {own}.", $"发布包 {found.Version} 属于 {found.Product}，本程序为 {own}。");

    internal static Refusal OtherRuntime(ReleaseManifest found, string own) => Refusal.Of("wrong-runtime",
        $"Release {found.Version} is for {found.Runtime}, this device runs {own}.", $"发布包 {found.Version} 适用于 {found.Runtime}，本设备为 {own}。");

    internal static Refusal OtherSchema(ReleaseManifest found, int own) => Refusal.Of("wrong-schema",
        $"Release {found.Version} keeps its outbox in schema {found.Schema}, this one in {own}, so there would be no way back: "
            + "install its package (.deb) by hand.",
        $"发布包 {found.Version} 的存储结构为 {found.Schema}，当前为 {own}，无法回退；请手工安装软件包。");

    internal static Refusal Older(ReleaseManifest found, long highest) => Refusal.Of("old-version",
        $"Release {found.Version} has number {found.Number}; number {highest} is installed or was taken before. "
            + "By hand: 'citykit-edge update FILE --older'.",
        $"发布包 {found.Version} 序号为 {found.Number}，已安装或曾启用 {highest}；手工降级请用 --older。");

    internal static Refusal BelowInstalled(ReleaseManifest found, long installed) => Refusal.Of("below-installed",
        $"Release {found.Version} has number {found.Number}, the installed program {installed}; the higher one runs: "
            + "install the older package (.deb) instead.",
        $"发布包 {found.Version} 序号为 {found.Number}，不高于已安装程序 {installed}；请改装旧软件包。");

    internal static Refusal NoRoom(ReleaseManifest found, long free, long keep) => Refusal.Of("no-room",
        $"Release {found.Version} needs {found.TotalBytes >> 20} MiB and {keep >> 20} MiB must stay free, {free >> 20} MiB are: "
            + "free some space.",
        $"发布包 {found.Version} 需 {found.TotalBytes >> 20} MiB，另须保留 {keep >> 20} MiB，仅余 {free >> 20} MiB；请清理空间。");

    internal static Refusal Damaged(ReleaseManifest found, string wrong) => Refusal.Of("damaged",
        $"Release {found.Version} is damaged: {wrong}. Fetch or copy it again.", $"发布包 {found.Version} 已损坏（{wrong}），请重新获取。");
}
