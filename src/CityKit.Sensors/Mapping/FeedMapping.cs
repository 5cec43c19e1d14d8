using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Sensors.Feeds;
using NodaTime;

namespace CityKit.Sensors.Mapping;

/// <summary>
/// Says where a vendor's JSON has sensor, value, unit and time (映射文件); see <c>docs/feeds.md</c>. Immutable.
/// </summary>
public sealed class FeedMapping
{
    private readonly MappedText? id;
    private readonly IReadOnlyList<ReadingMap> maps;

    internal FeedMapping(DeviceId feed, FeedCheck? check, string? echo, MappedText? id, IReadOnlyList<ReadingMap> maps) =>
        (Feed, Check, Echo, this.id, this.maps) = (feed, check, echo, id, maps);

    /// <summary>The feed, known to the sensor register like a device.</summary>
    public DeviceId Feed { get; }

    /// <summary>How messages are known to be the vendor's; null when their sender signs in like a person, with a role.</summary>
    public FeedCheck? Check { get; }

    /// <summary>
    /// The parameter of a GET that is given back, with which some platforms try an address before they use it; null for none.
    /// </summary>
    public string? Echo { get; }

    /// <summary>Reads a mapping file.</summary>
    /// <param name="utf8">The file, UTF-8 JSON.</param>
    /// <param name="errors">Everything that is wrong in it, with line and column.</param>
    /// <returns>The mapping; null when something is wrong.</returns>
    public static FeedMapping? Read(ReadOnlySpan<byte> utf8, out ConfigErrors errors) => MappingFile.Read(utf8, out errors);

    /// <summary>Reads a message. What is wrong in one row is named, and the other rows are read.</summary>
    /// <param name="message">The message.</param>
    /// <param name="otherwise">When it was measured, where the message itself does not say it; null for nothing.</param>
    public MappedMessage Map(JsonValue message, Instant? otherwise = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        var (readings, rejects) = (new List<MappedReading>(), new List<FeedReject>());
        foreach (var map in maps) map.Read(message, otherwise, readings, rejects);
        return new MappedMessage(id?.In(message, message), readings, rejects);
    }
}
