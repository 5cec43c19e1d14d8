using CityKit.Core.Wire;

namespace CityKit.Edge.Detectors.Passes;

/// <summary>
/// Which showings of passes opened the gate, while their steps can still be shown. Kept with the events, so that a restart or a reboot lets
/// none in twice.
/// </summary>
internal sealed class UsedPasses
{
    /// <summary>More in two minutes is no gate: further ones are refused.</summary>
    internal const int Most = 96;

    private const int UseBytes = 32;
    private const int StepsKept = 3;
    private readonly Dictionary<string, long> steps = new(StringComparer.Ordinal);

    internal bool IsFull => steps.Count >= Most;

    /// <summary>Forgets what no gate takes any more.</summary>
    internal void ForgetBefore(long step)
    {
        foreach (var (use, at) in steps)
            if (at < step - StepsKept) steps.Remove(use);
    }

    internal bool Contains(string use) => steps.ContainsKey(use);

    internal void Add(string use, long step) => steps[use] = step;

    internal void Save(ref WireWriter writer)
    {
        writer.WriteArrayHeader(2 * steps.Count);
        foreach (var (use, step) in steps)
        {
            writer.WriteBinary(Convert.FromHexString(use));
            writer.WriteInt64(step);
        }
    }

    internal static List<(string Use, long Step)> Load(ref WireReader reader)
    {
        var (at, count) = (reader.Position, reader.ReadArrayHeader());
        if (count > 2 * Most || count % 2 != 0) reader.Reject(at,
            WireError.Values(count), new($"最多 {Most} 次使用，各有摘要和步骤", $"at most {Most} uses, of digest and step each"));
        var uses = new List<(string, long)>();
        for (var i = 0; i < count / 2 && reader.Error is null; i++)
            uses.Add((Convert.ToHexStringLower(reader.ReadBinary()), reader.ReadInt64()));
        return uses;
    }

    internal void Restore(IEnumerable<(string Use, long Step)> saved)
    {
        steps.Clear();
        foreach (var (use, step) in saved)
            if (use.Length == UseBytes) steps[use] = step;
    }
}
