using CityKit.Cases;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Privacy;
using CityKit.Sensors.Register;

namespace CityKit.Modules;

/// <summary>
/// Where in a city of many partitions a command belongs (指令归属): where a document is, a place, everywhere, or the city's own partition.
/// A hub that is the whole city needs none.
/// </summary>
public abstract record CommandRoute
{
    private protected CommandRoute()
    {
    }

    /// <summary>The city's own partition: what belongs to no place.</summary>
    public static CommandRoute City { get; } = new ToCity();

    /// <summary>Every partition, one after the other, and the city's own last; the first refusal ends it and is the answer.</summary>
    public static CommandRoute Everywhere { get; } = new ToAll();

    /// <summary>Where a document is; the city's own partition when there is none.</summary>
    /// <param name="kind">The document's kind.</param>
    /// <param name="id">Its id.</param>
    public static CommandRoute With(DocumentKind kind, string id)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return new ToDocuments([new DocumentKey(kind.Name, id)]);
    }

    /// <summary>By a place: its street, else its compound, else the thing that is named.</summary>
    /// <param name="place">Where; the hub finds the unit grid of a point.</param>
    /// <param name="thing">A thing at no place that is known, such as a component; null for the city's own partition.</param>
    public static CommandRoute At(WorkPlace place, string? thing)
    {
        ArgumentNullException.ThrowIfNull(place);
        return new ToPlace(place, thing);
    }

    internal static CommandRoute With(params ReadOnlySpan<(DocumentKind Kind, string? Id)> documents)
    {
        var keys = new List<DocumentKey>(documents.Length);
        foreach (var (kind, id) in documents)
            if (id is not null) keys.Add(new DocumentKey(kind.Name, id));
        return new ToDocuments(keys);
    }

    internal sealed record ToCity : CommandRoute;

    internal sealed record ToAll : CommandRoute;

    /// <summary>Where documents are, which all have to be in one partition.</summary>
    internal sealed record ToDocuments(IReadOnlyList<DocumentKey> Keys) : CommandRoute;

    /// <summary>Every partition that has a document of this key: what concerned several of them has one in each.</summary>
    internal sealed record ToCopies(DocumentKey Key) : CommandRoute;

    /// <summary>Every partition in which one of these finds something.</summary>
    internal sealed record ToMatches(IReadOnlyList<DocumentQuery> Queries) : CommandRoute;

    /// <param name="Place">Where.</param>
    /// <param name="Thing">What is used for a place that is not known.</param>
    internal sealed record ToPlace(WorkPlace Place, string? Thing) : CommandRoute
    {
        /// <summary>What the command would make: where it is already, the command belongs there. Null for nothing.</summary>
        internal DocumentKey? Made { get; init; }
    }

    /// <summary>Where a device is, or its sensors are.</summary>
    internal sealed record ToDevice(DeviceId Device) : CommandRoute;

    /// <summary>Where a sensor is.</summary>
    internal sealed record ToSensor(SensorKey Sensor) : CommandRoute;

    /// <summary>Wherever a household has sensors.</summary>
    internal sealed record ToHousehold(string Household) : CommandRoute;

    /// <summary>Wherever a subject is known.</summary>
    internal sealed record ToSubjects(IReadOnlyList<SubjectId> Subjects) : CommandRoute;

    /// <summary>Entries of the register, each where it belongs.</summary>
    internal sealed record ToSensors : CommandRoute;
}
