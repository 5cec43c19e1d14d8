using System.Collections.Immutable;
using CityKit.Core.Text;

namespace CityKit.Grids.Nets;

/// <summary>A city's nets, overlaid grids and duties (多网合一): data with times. Immutable.</summary>
/// <param name="Nets">The nets.</param>
/// <param name="Bodies">The bodies.</param>
/// <param name="Unions">The overlaid grids.</param>
/// <param name="Duties">Who answers where.</param>
public sealed record NetBook(ImmutableArray<GovernanceNet> Nets, ImmutableArray<NetBody> Bodies, ImmutableArray<GridUnion> Unions,
    ImmutableArray<Duty> Duties)
{
    /// <summary>Reads a book; null when <paramref name="errors"/> names anything wrong, with line and column:
    /// <c>{"nets": [{id, name, levels: [{id, name, single?}]}], "bodies": [{id, name}], "unions"?: [{grid, name, unitGrids?, areas?, from?,
    /// until?}], "duties": [{net, level, area | grid, matters?, body, person?, role, from?, until?}]}</c>.
    /// Names are <c>{"zh", "en"}</c>, levels run from the widest, days are YYYY-MM-DD and half-open. Two unions of one key at one time, a
    /// duty that occurs twice at one time, and two holders of a single level at one time are errors.</summary>
    public static NetBook? Read(ReadOnlySpan<byte> utf8, out ConfigErrors errors) => NetBookJson.Read(utf8, out errors);

    /// <summary>SHA-256 of what the book answers by: nets, overlaid grids and duties, whatever file they came from.</summary>
    public byte[] ToSha256() => NetBookHash.Of(this);

    /// <summary>The net of an id, or null.</summary>
    public GovernanceNet? FindNet(NetId id) => Nets.FirstOrDefault(net => net.Id == id);

    /// <summary>The body of an id, or null.</summary>
    public NetBody? FindBody(string id) => Bodies.FirstOrDefault(body => body.Id == id);
}
