namespace CityKit.Cases.Rewards;

/// <summary>What a reward has to know of its work item.</summary>
public enum RewardStanding : byte
{
    /// <summary>Somebody still has to do something about it.</summary>
    Open,

    /// <summary>It is closed, and what was reported is verified and done.</summary>
    Verified,

    /// <summary>It ended otherwise: rejected, void, merged, or a repeat of another.</summary>
    Ended,
}
