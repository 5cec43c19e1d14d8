namespace CityKit.Desk.Cockpit;

/// <summary>Of which days the cockpit's figures are.</summary>
public enum CockpitPeriod
{
    /// <summary>Today.</summary>
    Today,

    /// <summary>The last seven days, today included.</summary>
    Week,

    /// <summary>This month.</summary>
    Month,

    /// <summary>Days of the person's choice.</summary>
    Custom,
}
