namespace CityKit.Desk.Cockpit;

/// <summary>What the number of a board is.</summary>
public enum BoardUnit
{
    /// <summary>How many.</summary>
    Count,

    /// <summary>A part of 1, shown in per cent.</summary>
    Rate,

    /// <summary>Minutes.</summary>
    Minutes,

    /// <summary>How many a day.</summary>
    PerDay,
}
