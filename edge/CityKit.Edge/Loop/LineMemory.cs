using CityKit.Core.Wire;
using CityKit.Edge.Gpio;

namespace CityKit.Edge.Loop;

/// <summary>What is known of each line: its level, and the number of its last edge, whose holes show what the kernel dropped.</summary>
internal sealed class LineMemory(IReadOnlyList<string> names)
{
    private const int NameBytes = 256;
    private readonly bool[] active = new bool[names.Count];
    private readonly uint[] last = new uint[names.Count];
    private readonly bool[] away = new bool[names.Count];

    internal ReadOnlySpan<bool> Active => active;

    internal string Name(int line) => names[line];

    /// <summary>How many lines can be read.</summary>
    internal int Present => away.AsSpan().Count(false);

    internal bool IsAway(int line) => away[line];

    /// <summary>Notes that a line went away or came back.</summary>
    /// <returns>False when that was known.</returns>
    internal bool SetAway(int line, bool isAway)
    {
        var changed = away[line] != isAway;
        away[line] = isAway;
        return changed;
    }

    internal void ReadLevel(int line, ILineSource source) => active[line] = source.IsActive(line);

    internal void ReadLevels(ILineSource source)
    {
        for (var i = 0; i < active.Length; i++) active[i] = source.IsActive(i);
    }

    /// <summary>A new request at the kernel counts from 1 again.</summary>
    internal void ForgetSequences() => Array.Clear(last);

    /// <summary>Takes an edge.</summary>
    /// <returns>How many edges of the line were dropped just before it; a number lower than the last one says nothing.</returns>
    internal uint Take(in LineEvent edge)
    {
        var step = unchecked(edge.LineSequence - last[edge.Line]);
        last[edge.Line] = edge.LineSequence;
        active[edge.Line] = edge.IsActive;
        return step is > 1 and < int.MaxValue ? step - 1 : 0;
    }

    internal void Save(ref WireWriter writer)
    {
        writer.WriteMapHeader(names.Count);
        for (var i = 0; i < names.Count; i++)
        {
            writer.WriteString(names[i]);
            writer.WriteArrayHeader(3);
            writer.WriteBoolean(active[i]);
            writer.WriteInt64(last[i]);
            writer.WriteBoolean(away[i]);
        }
    }

    /// <summary>By name: lines may have come, gone or changed places since.</summary>
    internal void Load(ref WireReader reader)
    {
        var count = reader.ReadMapHeader();
        for (var i = 0; i < count && reader.Error is null; i++)
        {
            var name = reader.ReadString(NameBytes);
            var fields = reader.ReadArrayHeader();
            Set(name, reader.ReadBoolean(), reader.ReadInt64(), fields > 2 && reader.ReadBoolean());
        }
    }

    /// <summary>The most bytes that <see cref="Save"/> writes.</summary>
    internal int MaxSaved => 8 + names.Sum(name => System.Text.Encoding.UTF8.GetByteCount(name) + 16);

    private void Set(string name, bool level, long sequence, bool isAway)
    {
        for (var i = 0; i < names.Count; i++)
            if (names[i] == name) (active[i], last[i], away[i]) = (level, (uint)sequence, isAway);
    }
}
