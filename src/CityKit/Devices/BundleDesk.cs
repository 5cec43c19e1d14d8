using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Deciding;

namespace CityKit.Devices;

/// <summary>Publishes configuration bundles. What a device would refuse is refused here, before it travels.</summary>
/// <param name="key">The key that bundles are signed with; null when the hub publishes none.</param>
internal sealed class BundleDesk(DevicePublicKey? key)
{
    internal const string NoKey = "no-bundle-key";

    internal CommandAnswer Publish(PublishBundle publish, Actor actor, HubChanges changes)
    {
        var bundle = publish.Bundle.Content;
        var device = changes.State.Device(bundle.Device);
        if (Why(publish.Bundle, device, actor) is { } refusal) return CommandAnswer.Refused(refusal);
        changes.Put(device! with { Bundle = new BundleReference(bundle.Version, CommandIds.KeyOf(actor, publish.CommandId)) });
        return CommandAnswer.Done();
    }

    private Refusal? Why(SignedBundle signed, DeviceRecord? device, Actor actor)
    {
        if (!actor.Roles.Contains(Role.Administrator))
            return Refusal.Of("wrong-role", $"Bundles are published by an administrator; {actor.Id} is none.",
                $"配置包由管理员发布，{actor.Id} 无此权限。", nameof(Role.Administrator));
        if (device is null)
            return Refusal.Of(
                "not-found", $"There is no device {signed.Content.Device}: admit it first.", $"没有设备 {signed.Content.Device}，请先登记。");
        if (key is null) return Refusal.Of(NoKey, "This hub was given no key for bundles (UseBundleKey).", "中心未配置配置包密钥。");
        if (!signed.IsSignedBy(key))
            return Refusal.Of("bad-signature", $"The bundle is not signed with the hub's bundle key {key.Fingerprint}.",
                $"配置包不是用中心密钥 {key.Fingerprint} 签名的。");
        return device.Bundle is { } published && signed.Content.Version <= published.Version
            ? Refusal.Of("old-version",
                $"Version {published.Version} is published for {device.Id}; a new bundle has a higher one, not {signed.Content.Version}.",
                $"设备 {device.Id} 已发布版本 {published.Version}，新版本须更高，而非 {signed.Content.Version}。")
            : null;
    }
}
