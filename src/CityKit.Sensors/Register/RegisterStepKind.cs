namespace CityKit.Sensors.Register;

/// <summary>What a register's reading turned out to be.</summary>
public enum RegisterStepKind : byte
{
    /// <summary>The first one: from here the register is counted.</summary>
    First = 1,

    /// <summary>An interval since the reading before: use it.</summary>
    Interval = 2,

    /// <summary>The same moment as the newest reading: ignored.</summary>
    Duplicate = 3,

    /// <summary>A moment before the newest reading: ignored.</summary>
    OutOfOrder = 4,

    /// <summary>Less than before, and no rollover explains it (倒走): undecided; counting goes on from here, the interval stays uncovered.</summary>
    Decreased = 5,

    /// <summary>Not a reading the register can show: below 0, or at or above the rollover. Ignored.</summary>
    Impossible = 6,
}
