namespace CityKit.Journal;

/// <summary>What kind of input a journal entry holds.</summary>
public enum JournalKind : byte
{
    /// <summary>The rules, the sensor register and the calendar that hold from here on.</summary>
    Configuration = 1,

    /// <summary>A device's signed batch, byte for byte.</summary>
    Batch = 2,

    /// <summary>A utility's register readings.</summary>
    Feed = 3,

    /// <summary>A person's command: a report, a decision on a lead, a step of a work item, the admission of a device.</summary>
    Command = 4,

    /// <summary>A moment of the hub's clock at which something fell due.</summary>
    Tick = 5,

    /// <summary>
    /// A calendar came that provisional deadlines had waited for; in journals of versions whose configuration had no calendar.
    /// </summary>
    Recompute = 6,

    /// <summary>What the hub noticed by itself: a restored store, a device that shows more than the hub has, a clock that jumped.</summary>
    Observation = 7,

    /// <summary>What the partitions of a city saw that rules over the whole city are about, in the city's own partition.</summary>
    Relay = 8,
}
