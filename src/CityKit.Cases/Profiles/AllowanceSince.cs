namespace CityKit.Cases.Profiles;

/// <summary>From when a window counts.</summary>
public enum AllowanceSince : byte
{
    /// <summary>From the beginning of the state.</summary>
    State = 0,

    /// <summary>From when the work was given to the body that has it (派遣).</summary>
    Assignment = 1,

    /// <summary>From when the item was closed (结案).</summary>
    Closing = 2,

    /// <summary>From when the item was opened (上报).</summary>
    Opening = 3,
}
