using CityKit.Core.Wire;

namespace CityKit.Edge.Trials;

/// <summary>Which version of a thing is in force, as the disk has it: a configuration, or a release of the agent.</summary>
/// <param name="Current">The version in force; 0 for what the device was installed with.</param>
/// <param name="Previous">The version to go back to; 0 for what the device was installed with.</param>
/// <param name="Highest">The highest version ever taken: only a higher one is taken.</param>
/// <param name="IsTrial">True until the device came up healthy under the current one.</param>
/// <param name="Starts">How often it was started on trial.</param>
/// <param name="RolledBack">The last version that was rolled back; 0 for none.</param>
/// <param name="Why">Why it was.</param>
internal sealed record TrialState(long Current, long Previous, long Highest, bool IsTrial, int Starts, long RolledBack, string Why)
{
    private const int Members = 7;
    private const int MaxBytes = 512;
    private const int MaxWhyBytes = 256;

    internal static TrialState None { get; } = new(0, 0, 0, false, 0, 0, "");

    /// <summary>A newer version in force, on trial. What a trial would go back to stays what it was.</summary>
    internal TrialState Activate(long version) => this with
    {
        Previous = IsTrial ? Previous : Current,
        Current = version,
        Highest = Math.Max(Highest, version),
        IsTrial = true,
        Starts = 0,
    };

    internal TrialState RollBack(string why) =>
        this with { Current = Previous, Previous = 0, IsTrial = false, Starts = 0, RolledBack = Current, Why = EventText.Cut(why) };

    internal TrialState Confirm() => this with { IsTrial = false, Starts = 0 };

    internal TrialReport ToReport(long refused, string why) => new(Current, IsTrial, RolledBack, Why, refused, why);

    internal byte[] Encode()
    {
        var writer = new WireWriter(new byte[MaxBytes]);
        writer.WriteArrayHeader(Members);
        writer.WriteInt64(Current);
        writer.WriteInt64(Previous);
        writer.WriteInt64(Highest);
        writer.WriteBoolean(IsTrial);
        writer.WriteInt64(Starts);
        writer.WriteInt64(RolledBack);
        writer.WriteString(Why);
        return writer.Written.ToArray();
    }

    /// <returns>The state; null when the bytes are none.</returns>
    internal static TrialState? Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        if (reader.ReadArrayHeader() != Members) return null;
        var state = new TrialState(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadBoolean(),
            (int)reader.ReadInt64(), reader.ReadInt64(), reader.ReadString(MaxWhyBytes));
        return reader.Error is null && reader.AtEnd ? state : null;
    }
}
