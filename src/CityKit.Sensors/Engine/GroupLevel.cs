using CityKit.Sensors.Register;

namespace CityKit.Sensors.Engine;

/// <summary>What is known of one condition at one sensor of a group.</summary>
internal sealed class GroupLevel(int condition, SensorKey sensor, long from)
{
    internal int Condition => condition;

    internal SensorKey Sensor => sensor;

    /// <summary>From when the sensor's entry counts.</summary>
    internal long From => from;

    /// <summary>When the consent ends under which it is judged.</summary>
    internal long Until { get; set; } = Watch.Never;

    /// <summary>Whether it holds now.</summary>
    internal bool Holds { get; set; }

    /// <summary>When it turned, by the group's time; null when that was used up.</summary>
    internal long? Turned { get; set; }

    /// <summary>When it turned, by the sensor.</summary>
    internal long At { get; set; }

    /// <summary>The number that decided.</summary>
    internal long? Value { get; set; }

    /// <summary>Whether it was seen in maintenance.</summary>
    internal bool IsTest { get; set; }

    /// <summary>Whether the sensor is not seen.</summary>
    internal bool IsAway { get; set; }

    /// <summary>Since when it waits for what should follow it; null when it does not.</summary>
    internal long? Waits { get; set; }

    /// <summary>Whether it does nothing but be remembered for a while.</summary>
    internal bool IsPast => !Holds && !IsAway && Waits is null;

    internal void Turn(GroupSignal signal, bool holds) =>
        (Holds, Turned, At, Value, IsTest, IsAway) = (holds, signal.Time, signal.At, signal.Value, signal.IsTest, false);
}
