namespace CityKit.Cases.Profiles;

/// <summary>What a transition does besides moving the item and, with it, the stage clocks.</summary>
public enum TransitionEffect : byte
{
    /// <summary>Counts a return (回退).</summary>
    Return = 1,

    /// <summary>Counts a rework (返工).</summary>
    Rework = 2,

    /// <summary>Adds the original limit to the deadline once more and counts it (延期).</summary>
    Extend = 3,

    /// <summary>Stops the stage's clock and counts a suspension (挂账).</summary>
    Pause = 4,

    /// <summary>Lets the stage's clock run again with what was left.</summary>
    Resume = 5,

    /// <summary>Marks the item as watched (督办).</summary>
    Oversee = 6,

    /// <summary>Excludes the item from the figures (申诉免责).</summary>
    Exempt = 7,

    /// <summary>Takes the work away from whoever has it (撤销派遣).</summary>
    Unassign = 8,
}
