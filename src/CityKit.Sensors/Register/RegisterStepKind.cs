namespace CityKit.Sensors.Register;

/// <summary>What a register's reading turned out to be.</summary>
public enum RegisterStepKind : byte
{
    /// <summary>The first one: from here the register is counted.</summary>
    First = 1,

    /// <summary>An interval since the reading before: use it.</summary>
    Interval = 2,

    /// <summary>The same moment and value as a reading that is known: ignored.</summary>
    Duplicate = 3,

    /// <summary>A moment before the newest reading, and none that is known: ignored.</summary>
    OutOfOrder = 4,

    /// <summary>
    /// Less than before, or more than can have gone through (读数存疑): nothing is counted until the next readings confirm or refute it.
    /// </summary>
    Doubtful = 5,

    /// <summary>Not a reading the register can show: below 0, or at or above the rollover. Ignored.</summary>
    Impossible = 6,

    /// <summary>One more reading while there is doubt.</summary>
    StillDoubtful = 7,

    /// <summary>The doubtful readings were wrong: an interval since the last good one, use it.</summary>
    Refuted = 8,

    /// <summary>
    /// The doubtful readings were right (换表、清零): counting goes on from the first of them, with this interval; what went through before it
    /// is not known.
    /// </summary>
    NewBase = 9,

    /// <summary>Another value for the time of a known reading (更正): the later one counts.</summary>
    Corrected = 10,

    /// <summary>Another value for the time of a known reading that does not fit the readings beside it: ignored.</summary>
    Misfit = 11,

    /// <summary>An estimate for the time of a reading that was made: ignored.</summary>
    Outranked = 12,
}
