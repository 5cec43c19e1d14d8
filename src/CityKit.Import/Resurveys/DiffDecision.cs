namespace CityKit.Import.Resurveys;

/// <summary>What the review says to a difference (审核意见).</summary>
public enum DiffDecision : byte
{
    /// <summary>Not reviewed yet.</summary>
    None = 0,

    /// <summary>It becomes history (采纳).</summary>
    Accept = 1,

    /// <summary>The registry stays as it is (不采纳).</summary>
    Refuse = 2,
}
