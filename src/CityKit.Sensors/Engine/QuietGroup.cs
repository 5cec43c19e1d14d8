namespace CityKit.Sensors.Engine;

/// <summary>
/// Watches of one sensor for which one look at a reading is enough to know that none of them finds anything. While readings are like that
/// they sleep: nobody asks them, and the group keeps what each of them would remember.
/// </summary>
internal abstract class QuietGroup
{
    /// <summary>How many there are, asleep or not.</summary>
    internal abstract int Count { get; }

    /// <summary>Stands for them where the sensor's time moves; null where time does not matter to them.</summary>
    internal virtual Watch? Stead => null;

    /// <summary>Takes a reading for those asleep. After a false they must be woken and judge it themselves.</summary>
    internal abstract bool Takes(in Observation reading, long at);

    /// <summary>Takes a move of time for those asleep, as <see cref="Takes(in Observation, long)"/> does a reading.</summary>
    internal virtual bool Takes(long to) => true;

    /// <summary>Puts those to sleep that the next readings may not concern; all are awake and have judged this one.</summary>
    /// <returns>How many stay awake.</returns>
    internal abstract int Doze(in Observation reading, long at);

    /// <summary>Each one asleep gets what it would remember by now.</summary>
    internal abstract void Wake();
}
