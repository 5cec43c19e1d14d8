namespace CityKit.Desk.Cockpit;

/// <summary>Whether a number is as it should be; shown by a mark beside the colour.</summary>
public enum BoardTone
{
    /// <summary>Neither.</summary>
    Plain,

    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Worth a look.</summary>
    Fair,

    /// <summary>Not as it should be.</summary>
    Bad,
}
