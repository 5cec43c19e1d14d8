using CityKit.Core.Wire;

namespace CityKit.Edge.Bundles;

/// <summary>Which bundle is in force, as the disk has it.</summary>
/// <param name="Current">The version in force; 0 for the device's own files.</param>
/// <param name="Previous">The version to go back to; 0 for the device's own files.</param>
/// <param name="Highest">The highest version ever taken: only a higher one is taken.</param>
/// <param name="IsTrial">True until the device came up healthy under the current one.</param>
/// <param name="Starts">How often it was started on trial.</param>
/// <param name="RolledBack">The last version that was rolled back; 0 for none.</param>
/// <param name="Why">Why it was.</param>
internal sealed record BundleState(long Current, long Previous, long Highest, bool IsTrial, int Starts, long RolledBack, string Why)
{
    private const int Members = 7;
    private const int MaxBytes = 512;
    private const int MaxWhyBytes = 256;

    internal static BundleState None { get; } = new(0, 0, 0, false, 0, 0, "");

    /// <summary>A newer version in force, on trial. What a trial would go back to stays what it was.</summary>
    internal BundleState Activate(long version) => this with { Previous = IsTrial ? Previous : Current, Current = version, Highest = version, IsTrial = true, Starts = 0 };

    internal BundleState RollBack(string why) => this with { Current = Previous, Previous = 0, IsTrial = false, Starts = 0, RolledBack = Current, Why = EventText.Cut(why) };

    internal BundleState Confirm() => this with { IsTrial = false, Starts = 0 };

    internal BundleReport ToReport(long refused, string why) => new(Current, IsTrial, RolledBack, Why, refused, why);

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
    internal static BundleState? Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        if (reader.ReadArrayHeader() != Members) return null;
        var state = new BundleState(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadBoolean(), (int)reader.ReadInt64(), reader.ReadInt64(), reader.ReadString(MaxWhyBytes));
        return reader.Error is null && reader.AtEnd ? state : null;
    }
}
