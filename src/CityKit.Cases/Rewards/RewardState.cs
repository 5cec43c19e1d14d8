namespace CityKit.Cases.Rewards;

/// <summary>How far a reward is (奖励状态).</summary>
public enum RewardState : byte
{
    /// <summary>Set aside until the item is closed as verified (已预留).</summary>
    Reserved,

    /// <summary>Not set aside: a limit is used up, or somebody reported it before; it moves up when that changes (候补).</summary>
    Waiting,

    /// <summary>To be paid (待发放).</summary>
    Earned,

    /// <summary>Paid (已发放): for good.</summary>
    Paid,

    /// <summary>Not rewarded, by the rules (不予奖励): for good, unless what was reported is corrected.</summary>
    Refused,

    /// <summary>
    /// Taken back because of the item (已收回): rejected, void, a repeat, reopened. Comes again when it is closed as verified.
    /// </summary>
    TakenBack,
}
