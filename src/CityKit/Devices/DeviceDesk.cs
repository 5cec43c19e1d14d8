using CityKit.Core;
using CityKit.Core.Signing;

namespace CityKit.Devices;

/// <summary>
/// Admits devices, offers them releases and publishes their configuration bundles. What a device would refuse is refused here, before it
/// travels.
/// </summary>
/// <param name="devices">The devices.</param>
/// <param name="key">The key that bundles are signed with; null when the hub publishes none.</param>
internal sealed class DeviceDesk(DeviceTable devices, DevicePublicKey? key)
{
    /// <summary>The longest reason, in characters.</summary>
    internal const int MaxReason = 500;
    internal const string NoKey = "no-bundle-key";

    /// <summary>Another key ends a revocation; a suspension goes on.</summary>
    internal (Refusal? Refusal, DeviceRecord? Device) Admit(DeviceId id, DevicePublicKey admitted)
    {
        if (devices.Find(id) is not { } device) return (null, new DeviceRecord(id, admitted));
        if (device.Standing != Standing.Revoked) return (null, device with { Key = admitted });
        return device.Key.Equals(admitted)
            ? (Refusal.Of("revoked", $"The key of {id} is revoked: have the device make another one.", $"设备 {id} 的密钥已吊销，请生成新密钥后再登记。"), null)
            : (null, device with { Key = admitted, Standing = Standing.Active });
    }

    /// <summary>What was revoked stays so: the way back is another key.</summary>
    internal (Refusal? Refusal, DeviceRecord? Device) Set(DeviceId id, Standing standing, string? reason)
    {
        if (devices.Find(id) is not { } device) return (NoDevice(id), null);
        if (reason is not null && (string.IsNullOrWhiteSpace(reason) || reason.Length > MaxReason))
            return (Refusal.Of("no-reason", $"A reason has 1 to {MaxReason} characters.", $"停用或吊销的理由须为 1 至 {MaxReason} 字。"), null);
        return device.Standing == Standing.Revoked
            ? (Refusal.Of("revoked", $"{id} is revoked: admit it with another key.", $"设备 {id} 的密钥已吊销，请换新密钥登记。"), null)
            : (null, device with { Standing = standing });
    }

    /// <summary>The number may be below the one offered before: that takes an offer back, a device takes a higher one only.</summary>
    internal (Refusal? Refusal, DeviceRecord? Device) Offer(DeviceId id, long number) =>
        devices.Find(id) is { } device ? (null, device with { Release = number }) : (NoDevice(id), null);

    /// <param name="signed">The bundle.</param>
    /// <param name="command">What the journal knows the command by that published it.</param>
    internal (Refusal? Refusal, DeviceRecord? Device) Publish(SignedBundle signed, string command)
    {
        var device = devices.Find(signed.Content.Device);
        if (Why(signed, device) is { } refusal) return (refusal, null);
        return (null, device! with { Bundle = new BundleReference(signed.Content.Version, command) });
    }

    private static Refusal NoDevice(DeviceId id) =>
        Refusal.Of("not-found", $"There is no device {id}: admit it first.", $"没有设备 {id}，请先登记。");

    private Refusal? Why(SignedBundle signed, DeviceRecord? device)
    {
        if (device is null) return NoDevice(signed.Content.Device);
        if (key is null)
            return Refusal.Of(NoKey, "This hub was given no key for bundles: set one up with UseBundleKey.",
                "中枢没有配置包密钥，请先用 UseBundleKey 设置。");
        if (!signed.IsSignedBy(key))
            return Refusal.Of("bad-signature", $"The bundle is not signed with the hub's bundle key {key.Fingerprint}.",
                $"配置包不是用中枢密钥 {key.Fingerprint} 签名的。");
        return device.Bundle is { } published && signed.Content.Version <= published.Version
            ? Refusal.Of("old-version",
                $"Version {published.Version} is published for {device.Id}; a new bundle has a higher one, not {signed.Content.Version}.",
                $"设备 {device.Id} 已发布版本 {published.Version}，新版本须更高，而非 {signed.Content.Version}。")
            : null;
    }
}
