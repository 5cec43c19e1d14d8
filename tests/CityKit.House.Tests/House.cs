namespace CityKit.House.Tests;

/// <summary>
/// Which package may reference which: what is not here is refused. Nothing points upwards, and sideways only where a row says so; a name
/// that ends with <c>*</c> stands for all that begin so.
/// </summary>
internal static class House
{
    private static readonly string[] Domain =
        ["CityKit.Core", "CityKit.Grids", "CityKit.Components", "CityKit.Cases", "CityKit.Sensors", "CityKit.Credentials",
            "CityKit.Services"];

    internal static readonly IReadOnlyList<Room> Rooms =
    [
        new("CityKit.Core", [], ["NodaTime", "MessagePack"]),
        new("CityKit.Grids", ["CityKit.Core"], []),
        new("CityKit.Components", ["CityKit.Core", "CityKit.Grids"], []),
        new("CityKit.Cases", ["CityKit.Core", "CityKit.Grids", "CityKit.Components"], []),
        new("CityKit.Sensors", ["CityKit.Core"], []),
        new("CityKit.Credentials", ["CityKit.Core"], ["Microsoft.IdentityModel.*"]),
        new("CityKit.Services", ["CityKit.Core", "CityKit.Credentials"], ["Microsoft.IdentityModel.*"]),
        new("CityKit.Credentials.Sm", ["CityKit.Credentials"], ["BouncyCastle.Cryptography"]),
        new("CityKit", Domain, ["Microsoft.Extensions.*", "NodaTime.Serialization.SystemTextJson", "Polly.Core"]),
        new("CityKit.Sqlite", ["CityKit"], ["Microsoft.Data.Sqlite.Core"]),
        new("CityKit.PostgreSql", ["CityKit"], ["Npgsql"]),
        new("CityKit.Orleans", ["CityKit", "CityKit.PostgreSql"], ["Microsoft.Orleans.*"]),
        new("CityKit.Credentials.Hub", ["CityKit", "CityKit.Credentials"], []),
        new("CityKit.Services.Hub", ["CityKit", "CityKit.Services", "CityKit.Credentials.Hub"], []),
        new("CityKit.Import", Domain, ["NetTopologySuite*", "ProjNET", "ExcelDataReader", "Microsoft.Data.Sqlite.Core"]),
        new("CityKit.AspNetCore", ["CityKit"], ["Microsoft.AspNetCore.OpenApi", "CloudNative.CloudEvents*", "Polly.Core"]),
        new("CityKit.Mail", ["CityKit"], ["MailKit"]),
        // what the city check reads: maps and devices too
        new("CityKit.Build", ["CityKit", "CityKit.Import", "CityKit.Edge", "CityKit.Edge.Devices"], []),
        new("CityKit.Client", ["CityKit.Core"], []),
        new("CityKit.Maps", ["CityKit"], ["NetTopologySuite.IO.VectorTiles.Mapbox"]),
        new("CityKit.NetTopologySuite", ["CityKit.Components"], ["NetTopologySuite"]),
        // rows are read as the client reads them
        new("CityKit.Desk", ["CityKit.AspNetCore", "CityKit.Client", "CityKit.Maps"], ["MudBlazor"]),
        new("CityKit.Testing", ["CityKit", .. Domain], ["Microsoft.Extensions.*"]),
        new("CityKit.Cli",
            ["CityKit", "CityKit.Sqlite", "CityKit.PostgreSql", "CityKit.Import", "CityKit.Maps", "CityKit.Edge", "CityKit.Edge.Devices",
                .. Domain],
            ["System.CommandLine", "Spectre.Console", "QRCoder", "CsvHelper", "SQLitePCLRaw.bundle_e_sqlite3"]),
        new("CityKit.Edge", ["CityKit.Core", "CityKit.Sensors", "CityKit.Credentials"],
            ["Microsoft.Data.Sqlite.Core", "Microsoft.Extensions.*"]),
        new("CityKit.Edge.Devices", ["CityKit.Edge"], ["System.Device.Gpio", "Iot.Device.Bindings"]),
        new("CityKit.Edge.Testing", ["CityKit.Edge"], []),
        new("CityKit.Edge.Agent", ["CityKit.Edge", "CityKit.Edge.Devices"],
            ["Microsoft.Extensions.*", "QRCoder", "Spectre.Console", "SQLitePCLRaw.bundle_e_sqlite3", "System.CommandLine"]),
    ];

    /// <summary>What a project references and may not, a sentence each.</summary>
    internal static IEnumerable<string> Refusals(PackageProject project)
    {
        if (Rooms.FirstOrDefault(r => r.Name == project.Name) is not { } room) return [$"{project.Name} is not in the table of the house"];
        return
        [
            .. project.Projects.Where(p => !room.MayKnow.Contains(p)).Select(p => $"{project.Name} may not reference the project {p}"),
            .. project.Packages.Where(p => !room.Packages.Any(allowed => Fits(allowed, p)))
                .Select(p => $"{project.Name} may not reference the package {p}"),
        ];
    }

    private static bool Fits(string allowed, string name) => allowed.EndsWith('*')
        ? name.StartsWith(allowed[..^1], StringComparison.Ordinal) : name == allowed;
}
