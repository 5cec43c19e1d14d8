using CityKit.Credentials.Trust;
using NodaTime;

namespace CityKit.Credentials.Passes;

/// <summary>What a gate accepts (闸机验码设置).</summary>
/// <param name="Gate">The gate's name: 1 to 32 bytes of printable ASCII.</param>
/// <param name="Types">The types of pass that open it; at least one.</param>
public sealed record PassGateOptions(string Gate, IReadOnlyList<string> Types)
{
    /// <summary>How long after its end a trust bundle may still be used; 72 h, 0 to 30 days.</summary>
    public Duration Grace { get; init; } = TrustBundle.DefaultGrace;

    /// <exception cref="ArgumentException">A member is out of its range.</exception>
    internal void Check()
    {
        if (!PassCode.IsGate(Gate))
            throw new ArgumentException($"A gate's name has 1 to {PassCode.MaxGate} printable ASCII characters. "
                + $"闸机名称须为 1 至 {PassCode.MaxGate} 个可见 ASCII 字符。");
        if (Types is not { Count: > 0 }) throw new ArgumentException("A gate accepts at least one type of pass. 至少须接受一类通行证。");
        if (Grace < Duration.Zero || Grace > Duration.FromDays(30))
            throw new ArgumentException("The grace is 0 to 30 days. 宽限期须为 0 至 30 天。");
    }
}
