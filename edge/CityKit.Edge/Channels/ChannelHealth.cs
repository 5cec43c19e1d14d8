using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Edge.Detectors;

namespace CityKit.Edge.Channels;

/// <summary>Whether a channel can be read: a Fault when it cannot, with the reason; another reason ends the first.</summary>
internal sealed class ChannelHealth
{
    private const int MaxProblem = 32;
    private string? problem;

    /// <returns>True when there is a value.</returns>
    internal bool Take(ChannelRead read, long at, IDetectorOutput output)
    {
        if (read.Problem != problem)
        {
            if (problem is not null) Tell(problem, 0, at, output);
            if (read.Problem is not null) Tell(read.Problem, 1, at, output);
            problem = read.Problem;
        }
        return problem is null;
    }

    internal void Restore(string? saved) => problem = saved;

    internal void Save(ref WireWriter writer)
    {
        if (problem is null) writer.WriteNil();
        else writer.WriteString(problem);
    }

    internal static string? Load(ref WireReader reader) => reader.TryReadNil() ? null : reader.ReadString(MaxProblem);

    private static void Tell(string reason, long present, long at, IDetectorOutput output) =>
        output.Add(EventKind.Fault, at, present, fields: EventFields.Of(new EventField("reason", reason)));
}
