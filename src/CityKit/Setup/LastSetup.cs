using System.Security.Cryptography;
using CityKit.Cases.Profiles;

namespace CityKit.Setup;

/// <summary>
/// What the hub was last started with (上次启动配置): the SHA-256 of each part, then the profiles themselves. A part that is the same takes
/// nothing back that a command changed; one that differs carries its change over, of profiles one by one.
/// </summary>
/// <param name="cell">As <see cref="CellOf"/> wrote it; versions before had fewer parts and no profiles.</param>
internal sealed class LastSetup(ReadOnlyMemory<byte> cell)
{
    private const int HashBytes = HubConfiguration.PartCount * SHA256.HashSizeInBytes;

    internal static ReadOnlyMemory<byte> CellOf(HubConfiguration setup)
    {
        var (cell, parts) = (new byte[HashBytes + setup.Profiles.Length], setup.GivenParts);
        for (var i = 0; i < parts.Count; i++) SHA256.HashData(parts[i].Span, cell.AsSpan(i * SHA256.HashSizeInBytes));
        setup.Profiles.Span.CopyTo(cell.AsSpan(HashBytes));
        return cell;
    }

    internal bool IsSame(HubConfiguration setup) => cell.Span.SequenceEqual(CellOf(setup).Span);

    /// <summary>What is to be in force: the map is always the setup's, as the hub has no other after a start.</summary>
    internal HubConfiguration Carry(HubConfiguration inForce, HubConfiguration setup)
    {
        var hashes = CellOf(setup);
        var parts = inForce.Parts.Select((part, i) => IsSeen(hashes, i) ? part : setup.Parts[i]).ToArray();
        var carried = HubConfiguration.Of(parts) with { Grids = setup.Grids, Share = setup.Share };
        return cell.Length > HashBytes ? carried with { Profiles = CarryProfiles(inForce, setup) } : carried;
    }

    private bool IsSeen(ReadOnlyMemory<byte> hashes, int part)
    {
        var (from, length) = (part * SHA256.HashSizeInBytes, SHA256.HashSizeInBytes);
        return cell.Length >= from + length && cell.Span.Slice(from, length).SequenceEqual(hashes.Span.Slice(from, length));
    }

    private byte[] CarryProfiles(HubConfiguration inForce, HubConfiguration setup)
    {
        var (before, after) = (Read(cell[HashBytes..]), Read(setup.Profiles));
        var carried = Read(inForce.Profiles);
        foreach (var id in before.All.Concat(after.All).Select(profile => profile.Id).Distinct())
            if (!Text(before, id).SequenceEqual(Text(after, id)))
                carried = after.TryGet(id, out var profile) ? carried.With(profile) : carried.Without(id);
        return carried.ToUtf8();
    }

    private static byte[] Text(ProfileCatalogue profiles, string id) => profiles.TryGet(id, out var profile) ? profile.ToUtf8() : [];

    private static ProfileCatalogue Read(ReadOnlyMemory<byte> utf8) => ProfileCatalogue.Read(utf8.Span, out var errors)
        ?? throw new FormatException($"The stored profiles are damaged: {errors[0]} 存储的业务类型已损坏。");
}
