using CityKit.Cases.Policies;
using CityKit.Checking;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Edge;
using CityKit.Edge.Configuration;
using CityKit.Edge.Devices;
using CityKit.Grids.Compounds;
using CityKit.Grids.Maps;
using CityKit.Grids.Nets;
using CityKit.Import.Places;
using CityKit.Sensors.Register;
using CityKit.Sensors.Trials;
using CityKit.Setup;

namespace CityKit.Shared.Cities;

/// <summary>
/// Checks a city's folder: what a hub checks by <see cref="CityCheck"/>, and the map, nets, compounds and devices around it.
/// </summary>
internal sealed class CityFolderCheck
{
    private static readonly JsonLimits EdgeJson = JsonLimits.Default with { Comments = true };
    private const int MostNamed = 20;
    private readonly CityFolder folder;
    private readonly List<FolderFinding> findings = [];

    private CityFolderCheck(CityFolder folder) => this.folder = folder;

    internal static FolderReport Run(CityFolder folder) => new CityFolderCheck(folder).Run();

    private FolderReport Run()
    {
        var map = Map();
        Dispatch(Nets());
        RuleTests();
        var compounds = Compounds();
        var edges = Edges();
        var report = CityCheck.Run([.. folder.Files.SelectMany(HubFile)], map);
        findings.AddRange(report.Findings.Select(found => FolderFinding.Of(found.File, found.Error, found.IsDoubt)));
        if (report.AreNamesChecked && Register() is { } register) Against(register, compounds, edges);
        foreach (var name in folder.Unknown)
            if (CityFileName.MeantBy(name) is { } meant)
                Add(name, $"文件名无法识别，是否应为 {meant}？", $"The name is not recognised. Did you mean {meant}?");
        return new FolderReport(folder, InOrder(), report.AreNamesChecked) { Setup = HubSetup.Of(report) };
    }

    private FolderFinding[] InOrder() =>
        [.. findings.OrderBy(found => found.File, StringComparer.Ordinal).ThenBy(found => found.Line).ThenBy(found => found.Column)];

    private static IEnumerable<CityFile> HubFile(CityFolderFile file) => file.Kind switch
    {
        CityFolderKind.Rules => [new(file.Name, CityFileKind.Rules, file.Bytes())],
        CityFolderKind.Sensors => [new(file.Name, CityFileKind.Sensors, file.Bytes())],
        CityFolderKind.Policy => [new(file.Name, CityFileKind.Policy, file.Bytes())],
        CityFolderKind.Calendar => [new(file.Name, CityFileKind.Calendar, file.Bytes())],
        CityFolderKind.Profile => [new(file.Name, CityFileKind.Profile, file.Bytes())],
        CityFolderKind.Catalogue => [new(file.Name, CityFileKind.Catalogue, file.Bytes())],
        CityFolderKind.Standard => [new(file.Name, CityFileKind.Standard, file.Bytes())],
        CityFolderKind.Rewards => [new(file.Name, CityFileKind.Rewards, file.Bytes())],
        _ => [],
    };

    private GridMap? Map()
    {
        CityFolderFile[] maps = [.. folder.Of(CityFolderKind.UnitGrids)];
        foreach (var second in maps.Skip(1))
            Add(second.Name, $"除 {maps[0].Name} 外又有一份单元网格图，只能有一份。", $"A second map of unit grids beside {maps[0].Name}; there is one.");
        return maps.Length == 0 ? null : CityMap.Read(maps[0], findings);
    }

    private List<NetBook> Nets()
    {
        var books = new List<NetBook>();
        foreach (var file in folder.Of(CityFolderKind.Nets))
        {
            if (NetBook.Read(file.Bytes(), out var errors) is { } book) books.Add(book);
            else Add(file, errors);
        }
        return books;
    }

    /// <summary>A dispatch row by a duty that no net has never finds anybody.</summary>
    private void Dispatch(List<NetBook> books)
    {
        foreach (var file in folder.Of(CityFolderKind.Policy))
            foreach (var (i, row) in (PolicyReader.Read(file.Bytes(), out _)?.Dispatch ?? []).Index())
                if (row is { By: ByDuty duty, At: { } at } && !books.Any(duty.IsIn))
                    Doubt(file, [new ConfigError(at.Line, at.Column, $"dispatch[{i}].by",
                        LocalizedText.Values($"'{duty}'"), DutiesOf(books), null)]);
    }

    private static LocalizedText DutiesOf(List<NetBook> books)
    {
        if (books.Count == 0) return new("文件夹中 nets.json 的职责，但该文件不存在", "a duty of the folder's nets.json, which is not there");
        var duties = Listed(books.SelectMany(book => book.Duties).Select(NameOf).Distinct().Take(MostNamed));
        return new($"文件夹中各网的职责：{duties}", $"a duty of the folder's nets: {duties}");
    }

    private static string NameOf(Duty duty) => new ByDuty(duty.Net, duty.Role).ToString();

    private void RuleTests()
    {
        foreach (var file in folder.Of(CityFolderKind.RuleTests))
            if (RuleTestFile.Parse(file.Bytes(), out var errors) is null) Add(file, errors);
    }

    private List<Compound> Compounds()
    {
        var compounds = new List<(CityFolderFile File, Compound Compound)>();
        foreach (var file in folder.Of(CityFolderKind.Compound))
        {
            if (CompoundSurvey.Read(file.Bytes(), out var errors) is { } survey) compounds.Add((file, survey.Compound));
            else Add(file, errors);
        }
        Twice(compounds, compound => compound.Id, "id", JsonLimits.Default);
        return [.. compounds.Select(found => found.Compound)];
    }

    private List<(CityFolderFile File, EdgeConfiguration Edge)> Edges()
    {
        var edges = new List<(CityFolderFile File, EdgeConfiguration Edge)>();
        var kinds = new EdgeBuilder().AddDevices().Kinds;
        foreach (var file in folder.Of(CityFolderKind.Edge))
        {
            var read = EdgeConfiguration.Parse(file.Bytes(), kinds);
            if (read.Configuration is { } edge) edges.Add((file, edge));
            else Add(file, read.Errors);
        }
        Twice(edges, edge => edge.Device.Value, "device", EdgeJson);
        return edges;
    }

    private SensorRegister? Register() =>
        folder.Of(CityFolderKind.Sensors).FirstOrDefault() is { } file ? SensorRegister.Parse(file.Bytes(), out _) : null;

    private void Against(SensorRegister register, List<Compound> compounds, List<(CityFolderFile File, EdgeConfiguration Edge)> edges)
    {
        var known = register.Sensors.Select(sensor => sensor.Key).ToHashSet();
        foreach (var (file, edge) in edges) CheckEdge(file, edge.Device, known);
        if (compounds.Count > 0) CheckCompounds(folder.Of(CityFolderKind.Sensors).First(), compounds);
    }

    /// <summary>What a sensor sends that the register does not have, no rule judges.</summary>
    private void CheckEdge(CityFolderFile file, DeviceId device, HashSet<SensorKey> known)
    {
        var reader = ConfigReader.Parse(file.Bytes(), EdgeJson);
        string[] names = [.. known.Where(key => key.Device == device).Select(key => key.Sensor.Value)];
        foreach (var sensor in reader.Objects("sensors", required: false))
            if (sensor.Text("name") is var name && !names.Contains(name))
                sensor.Reject("name", new($"传感器台账中 {device} 的传感器", $"a sensor of {device} in the sensor register"),
                    NearMiss.Of(name, names));
        Doubt(file, reader.Errors);
    }

    private void CheckCompounds(CityFolderFile file, List<Compound> compounds)
    {
        var reader = ConfigReader.Parse(file.Bytes());
        foreach (var sensor in reader.Objects("sensors"))
        {
            if (sensor.TextOrNull("compound") is not { } id) continue;
            var compound = compounds.FirstOrDefault(known => known.Id == id);
            if (compound is null)
                sensor.Reject("compound", new("该文件夹中的小区", "a compound of the folder"), NearMiss.Of(id, compounds.Select(one => one.Id)));
            else CheckBuilding(sensor, compound);
        }
        Doubt(file, reader.Errors);
    }

    private static void CheckBuilding(ConfigReader sensor, Compound compound)
    {
        if (sensor.TextOrNull("building") is not { } id) return;
        var building = compound.FindBuilding(id);
        if (building is null)
            sensor.Reject("building",
                new($"{compound.Id} 的楼栋：{Listed(compound.Buildings.Select(known => known.Id))}",
                    $"a building of {compound.Id}: {Listed(compound.Buildings.Select(known => known.Id))}"));
        else if (sensor.TextOrNull("entrance") is { } entrance && !building.Entrances.Any(known => known.Id == entrance))
            sensor.Reject("entrance",
                new($"{id} 号楼的单元：{Listed(building.Entrances.Select(known => known.Id))}",
                    $"an entrance of building {id}: {Listed(building.Entrances.Select(known => known.Id))}"));
    }

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names);

    private void Twice<T>(List<(CityFolderFile File, T Value)> read, Func<T, string> nameOf, string member, JsonLimits limits)
    {
        foreach (var group in read.GroupBy(found => nameOf(found.Value)))
            foreach (var (file, _) in group.Skip(1))
            {
                var reader = ConfigReader.Parse(file.Bytes(), limits);
                reader.Reject(member, new($"其他名称：{group.First().File.Name} 已用此名", $"another name: {group.First().File.Name} has this one"));
                Add(file, reader.Errors);
            }
    }

    private void Add(string file, string zh, string en) => findings.Add(new FolderFinding(file, 1, 1, "", new LocalizedText(zh, en)));

    private void Add(CityFolderFile file, IEnumerable<ConfigError> errors) =>
        findings.AddRange(errors.Select(error => FolderFinding.Of(file.Name, error)));

    private void Doubt(CityFolderFile file, IEnumerable<ConfigError> errors) =>
        findings.AddRange(errors.Select(error => FolderFinding.Of(file.Name, error, isDoubt: true)));
}
