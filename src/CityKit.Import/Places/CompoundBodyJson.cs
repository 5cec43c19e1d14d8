using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Core.Text;
using CityKit.Grids;
using CityKit.Grids.Compounds;

namespace CityKit.Import.Places;

/// <summary>Reads the bodies that look after a compound.</summary>
internal static class CompoundBodyJson
{
    private static readonly (string Word, CompoundRole Value)[] Roles =
    [
        ("property-firm", CompoundRole.PropertyFirm), ("owners-committee", CompoundRole.OwnersCommittee),
        ("community", CompoundRole.Community), ("police-station", CompoundRole.PoliceStation),
    ];

    /// <summary>What is allowed where a community is named.</summary>
    internal static LocalizedText CommunityAllowed { get; } = new("12 位社区代码", "a community's code of 12 digits");

    internal static ImmutableArray<CompoundBody> ReadAll(ConfigReader reader)
    {
        List<CompoundBody> bodies = [];
        foreach (var item in reader.Objects("bodies", required: false))
        {
            var body = new CompoundBody(item.Word("role", Roles), item.Text("id", 64), item.Bilingual("name"),
                ConfigDays.ReadValidity(item));
            if (body.Role == CompoundRole.Community && AreaCode.Check(body.Id) is not null)
                item.Reject("id", CommunityAllowed);
            if (bodies.Find(other => other.Role == body.Role && other.Valid.Overlaps(body.Valid)) is { } holder)
                item.Reject("from",
                    new($"同一时间每个角色只有一个单位；{holder.Id} 在 {holder.Valid} 担任",
                        $"one body of a role at a time; {holder.Id} holds it for {holder.Valid}"));
            bodies.Add(body);
            item.Close();
        }
        return [.. bodies.OrderBy(body => body.Role).ThenBy(body => body.Valid.From)];
    }
}
