using CityKit.Core;

namespace CityKit.Edge.Detectors.Passes;

/// <summary>The refusals of a gate that remembers, beside those of <see cref="Credentials.Passes.PassGate"/>.</summary>
internal static class PassWords
{
    internal static Refusal Used { get; } = Refusal.Of("used",
        "This code opened the gate already. Wait for the next code on the phone, at most 30 s.",
        "此码已用过。请等待手机刷新下一个通行码（最多 30 秒）。");

    internal static Refusal Busy { get; } = Refusal.Of("busy", $"The gate opened {UsedPasses.Most} times in two minutes. Wait a minute.",
        $"两分钟内已放行 {UsedPasses.Most} 次，请稍候一分钟。");
}
