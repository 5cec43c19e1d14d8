namespace CityKit.Components.Tests.Stores;

/// <summary>What a store gets wrong, to see that the suite says so.</summary>
public enum StoreFault
{
    None,

    /// <summary>After a restart nothing is there.</summary>
    Forgets,

    /// <summary>An entry that is not the next one is answered as if it were kept.</summary>
    TakesAnyTurn,

    /// <summary>Of entries that are refused the first ones are kept.</summary>
    KeepsPart,

    /// <summary>Removed components have a place.</summary>
    PlacesOfTheRemoved,

    /// <summary>Reading ends after the first page.</summary>
    OnePage,

    /// <summary>Some summaries are in the order of the ids, whatever was asked for.</summary>
    OrderOfIds,

    /// <summary>Of several components of one name one is found.</summary>
    OneOfAName,

    /// <summary>What changed on the day counts as changed after it.</summary>
    ChangedOnTheDay,

    /// <summary>The last sequence is how many there are.</summary>
    CountsForSequence,

    /// <summary>The mark of refused entries is kept.</summary>
    MarkOfARefusal,

    /// <summary>The digest is of something else.</summary>
    DigestOfItsOwn,
}
