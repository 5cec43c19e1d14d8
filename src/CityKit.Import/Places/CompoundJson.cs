using System.Collections.Immutable;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Core.Text;
using CityKit.Grids.Compounds;

namespace CityKit.Import.Places;

/// <summary>Reads a compound's file; what it must hold is described at <see cref="CompoundSurvey.Read"/>.</summary>
internal static class CompoundJson
{
    private const int MaxStoreys = 300;

    internal static CompoundSurvey? Read(ReadOnlySpan<byte> utf8, out ConfigErrors errors)
    {
        var reader = ConfigReader.Parse(utf8);
        errors = reader.Errors;
        reader.BilingualOrNull("notice", 1_000); // for people only
        var compound = ReadCompound(reader);
        var components = All(reader, "components", ReadComponent);
        reader.Close();
        return errors.Count > 0 || compound is null ? null : new CompoundSurvey(compound, components);
    }

    private static Compound? ReadCompound(ConfigReader reader)
    {
        var (id, name, community) = (reader.Text("id", 64), reader.Bilingual("name"),
            reader.Parsed<AreaCode>("community", CompoundBodyJson.CommunityAllowed));
        var (address, outline) = (reader.TextOrNull("address") ?? "", JsonPoints.Outline(reader, "outline"));
        var (gates, buildings) = (All(reader, "gates", ReadGate), All(reader, "buildings", ReadBuilding));
        var mounts = All(reader, "mounts", item => ReadMount(item, buildings));
        if (community.Level != AreaLevel.Community) reader.Reject("community", CompoundBodyJson.CommunityAllowed);
        var addressCode = AddressCode(reader);
        var (bodies, stations, bays) = (CompoundBodyJson.ReadAll(reader), All(reader, "riderStations", ReadStation),
            All(reader, "bays", ReadBay));
        return outline is null ? null
            : new Compound(id, name, community, address, outline, gates, buildings, mounts)
            {
                AddressCode = addressCode,
                RiderStations = stations,
                Bays = bays,
                Bodies = bodies,
            };
    }

    private static ImmutableArray<T> All<T>(ConfigReader reader, string name, Func<ConfigReader, T?> read) where T : class
    {
        var found = ImmutableArray.CreateBuilder<T>();
        HashSet<string> ids = [];
        foreach (var item in reader.Objects(name, required: false))
        {
            if (read(item) is { } entry) found.Add(entry);
            if (!ids.Add(item.Find("id")?.Text ?? "")) item.Reject("id", new("每个标识只出现一次", "each id once"));
            item.Close();
        }
        return found.ToImmutable();
    }

    private static Gate ReadGate(ConfigReader item) =>
        new(item.Text("id", 64), item.Bilingual("name"), JsonPoints.Location(item, "location"));

    private static Building? ReadBuilding(ConfigReader item)
    {
        var (id, name, outline) = (item.Text("id", 64), item.Bilingual("name"), JsonPoints.Outline(item, "outline"));
        var (storeys, address) = ((int)(item.IntegerOrNull("storeys", 0, MaxStoreys) ?? 0), item.TextOrNull("address") ?? "");
        var entrances = All(item, "entrances", ReadEntrance);
        var lifts = All(item, "lifts", lift => ReadLift(lift, entrances));
        var addressCode = AddressCode(item);
        return outline is null
            ? null : new Building(id, name, outline, storeys, address, entrances) { AddressCode = addressCode, Lifts = lifts };
    }

    private static Entrance ReadEntrance(ConfigReader item) =>
        new(item.Text("id", 64), item.Bilingual("name"), JsonPoints.Location(item, "location"), item.TextOrNull("address") ?? "")
        {
            AddressCode = AddressCode(item),
            Floors = FloorJson.ReadAll(item),
        };

    private static Lift ReadLift(ConfigReader item, ImmutableArray<Entrance> entrances)
    {
        var lift = new Lift(item.Text("id", 64), item.Bilingual("name"), item.TextOrNull("entrance", 64));
        if (lift.Entrance is not null && !entrances.Any(entrance => entrance.Id == lift.Entrance))
            item.Reject("entrance", new("本楼的单元", "an entrance of this building"));
        return lift;
    }

    private static RiderStation ReadStation(ConfigReader item) =>
        new(item.Text("id", 64), item.Bilingual("name"), JsonPoints.Location(item, "location"));

    private static ParkingBay ReadBay(ConfigReader item) =>
        new(item.Text("id", 64), JsonPoints.Location(item, "location"), item.Flag("charger"));

    internal static string AddressCode(ConfigReader item) => item.TextOrNull("addressCode", 64) ?? "";

    private static Mount ReadMount(ConfigReader item, ImmutableArray<Building> buildings)
    {
        var mount = new Mount(item.Text("id", 64), item.Bilingual("name"), JsonPoints.Location(item, "location"),
            item.TextOrNull("building", 64), item.TextOrNull("entrance", 64));
        var building = buildings.FirstOrDefault(entry => entry.Id == mount.Building);
        if (mount.Building is not null && building is null) item.Reject("building", new("本小区的楼栋", "a building of this compound"));
        if (mount.Entrance is not null && building?.FindEntrance(mount.Entrance) is null)
            item.Reject("entrance", new("该楼的单元", "an entrance of that building"));
        return mount;
    }

    private static SurveyedComponent ReadComponent(ConfigReader item) =>
        new(item.Parsed<ComponentId>("id",
            new("部件标识：17 或 16 位数字，或“方案-分类-序号”", "a component id: 17 or 16 digits, or scheme-class-sequence")), item.Bilingual("name"),
            JsonPoints.Location(item, "location"));
}
