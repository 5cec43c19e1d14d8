using System.Collections.Immutable;
using CityKit.Core.Text;
using CityKit.Grids.Compounds;

namespace CityKit.Import.Places;

/// <summary>Reads the floors behind an entrance.</summary>
internal static class FloorJson
{
    private const int Lowest = -20;
    private const int Highest = 300;

    internal static ImmutableArray<Floor> ReadAll(ConfigReader entrance)
    {
        List<Floor> floors = [];
        HashSet<string> dwellings = new(StringComparer.Ordinal);
        foreach (var item in entrance.Objects("floors", required: false))
        {
            var number = (int)item.Integer("number", Lowest, Highest);
            if (number == 0 || floors.Exists(floor => floor.Number == number))
                item.Reject("number", new("每个楼层只出现一次；1 为首层，-1 为地下一层", "each floor once; 1 is the ground floor, -1 the first below it"));
            floors.Add(new Floor(number, [.. item.Objects("dwellings").Select(dwelling => ReadDwelling(dwelling, dwellings))]));
            item.Close();
        }
        return [.. floors.OrderBy(floor => floor.Number)];
    }

    private static Dwelling ReadDwelling(ConfigReader item, HashSet<string> seen)
    {
        var dwelling = new Dwelling(item.Text("id", 64), CompoundJson.AddressCode(item));
        if (!seen.Add(dwelling.Id)) item.Reject("id", new("同一单元的每户只出现一次", "each dwelling of an entrance once"));
        item.Close();
        return dwelling;
    }
}
