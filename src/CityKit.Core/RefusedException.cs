namespace CityKit.Core;

/// <summary>A refusal thrown because the caller asked for it with <c>.OrThrow()</c>.</summary>
/// <param name="refusal">The refusal, with its data.</param>
public sealed class RefusedException(Refusal refusal) : Exception(refusal.Message.ToString())
{
    /// <summary>What was refused, why, and what would be allowed.</summary>
    public Refusal Refusal { get; } = refusal;
}
