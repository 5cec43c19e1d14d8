using CityKit.Core;
using CityKit.Core.Signing;
using NodaTime;

namespace CityKit.Devices;

/// <summary>What the hub says when a device asks for a newer bundle.</summary>
/// <param name="Status">The answer.</param>
/// <param name="Bundle">The newest bundle, when it is newer.</param>
/// <param name="Message">What to do about it; null when all is well.</param>
public sealed record BundleAnswer(BundleStatus Status, SignedBundle? Bundle, LocalizedText? Message)
{
    internal static BundleAnswer Newer(SignedBundle bundle) => new(BundleStatus.Newer, bundle, null);

    internal static BundleAnswer NoneNewer { get; } = new(BundleStatus.NoneNewer, null, null);

    internal static BundleAnswer Unknown(DeviceId device) => new(BundleStatus.UnknownDevice, null, DeviceTexts.NotAdmitted(device));

    internal static BundleAnswer BadSignature(DeviceId device) => new(BundleStatus.BadSignature, null, DeviceTexts.OtherSignature(device));

    internal static BundleAnswer Stale(Instant asked, Instant now) => new(BundleStatus.Stale, null, new(
        $"请求时间 {asked} 与中枢时间 {now} 相差超过 {BundleRequest.Freshness.TotalMinutes:0} 分钟；请校准设备时钟。",
        $"The question is of {asked}, the hub's clock says {now}; "
        + $"they may differ by {BundleRequest.Freshness.TotalMinutes:0} minutes: set the device's clock."));
}
