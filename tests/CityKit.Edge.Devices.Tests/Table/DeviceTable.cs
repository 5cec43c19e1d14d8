using System.Text;
using System.Text.Json.Nodes;

namespace CityKit.Edge.Devices.Tests.Table;

/// <summary>
/// What is written from the table of device types: docs/devices.md, and the part of docs/edge.schema.json that names them.
/// </summary>
internal static class DeviceTable
{
    private static readonly (DeviceRole Role, string Title)[] Parts =
    [
        (DeviceRole.Sensor, "Sensors: channels of kind `device` 传感器"),
        (DeviceRole.Expander, "Expanders: lines and outputs with `\"chip\": \"device:NAME\"` 扩展芯片"),
        (DeviceRole.CodeReader, "Card readers: channels of kind `code-reader` 读卡器"),
        (DeviceRole.Display, "Displays: the status of the device 显示屏"),
    ];

    internal static string Markdown(IReadOnlyList<DeviceType> types, string head)
    {
        var text = new StringBuilder(head);
        foreach (var (role, title) in Parts)
        {
            text.Append($"\n## {title}\n");
            foreach (var type in types.Where(t => t.Role == role)) Describe(text, type);
        }
        return text.ToString();
    }

    internal static JsonArray Schema(IReadOnlyList<DeviceType> types) => [.. types.Select(Branch)];

    private static void Describe(StringBuilder text, DeviceType type)
    {
        text.Append($"\n### `{type.Name}`\n{type.What}. {Place(type)}\n");
        if (type.Note is not null) text.Append($"{type.Note}\n");
        if (type.Quantities.Count > 0) text.Append("\n| quantity | a channel's number is in |\n|---|---|\n");
        foreach (var quantity in type.Quantities)
            text.Append($"| `{quantity.Name}` | {(quantity.SmallestUnit == "1" ? "counts" : quantity.SmallestUnit)} |\n");
        if (type.Settings.Count > 0) text.Append("\n| member | what it is | from | to | when absent |\n|---|---|---|---|---|\n");
        foreach (var setting in type.Settings)
            text.Append($"| `{setting.Name}` | {setting.What} | {setting.Least} | {setting.Most} | {setting.Otherwise?.ToString() ?? "refused"} |\n");
    }

    private static string Place(DeviceType type) => type.Bus switch
    {
        DeviceBus.I2c => $"I²C, {string.Join(", ", type.Addresses.Select((a, i) => $"`{Text(a)}`{(i == 0 && type.Addresses.Count > 1 ? " (default)" : "")}"))}.",
        DeviceBus.Spi => $"SPI, chip select {string.Join(" or ", type.Addresses)}.",
        DeviceBus.Gpio => "Pins of its own.",
        _ => "",
    };

    private static JsonNode Branch(DeviceType type)
    {
        var members = new JsonObject
        {
            ["name"] = new JsonObject { ["type"] = "string", ["pattern"] = "^[a-z0-9._-]{1,64}$" },
            ["type"] = new JsonObject { ["const"] = type.Name, ["description"] = type.What },
        };
        if (type.Bus is DeviceBus.I2c or DeviceBus.Spi) members["bus"] = Integer(0, 255, type.Bus == DeviceBus.I2c ? 1 : 0);
        if (type.Bus is DeviceBus.I2c)
            members["address"] = new JsonObject
            {
                ["enum"] = new JsonArray([.. type.Addresses.Select(a => (JsonNode)Text(a))]), ["default"] = Text(type.Addresses[0]),
            };
        if (type.Bus is DeviceBus.Spi)
            members["chipSelect"] = new JsonObject
            {
                ["enum"] = new JsonArray([.. type.Addresses.Select(a => (JsonNode)a)]), ["default"] = type.Addresses[0],
            };
        foreach (var setting in type.Settings)
        {
            members[setting.Name] = Integer(setting.Least, setting.Most, setting.Otherwise);
            members[setting.Name]!["description"] = setting.What;
        }
        string[] needed = ["name", "type", .. type.Settings.Where(s => s.Otherwise is null).Select(s => s.Name)];
        return new JsonObject
        {
            ["type"] = "object", ["additionalProperties"] = false, ["required"] = new JsonArray([.. needed.Select(n => (JsonNode)n)]),
            ["properties"] = members,
        };
    }

    private static JsonObject Integer(long least, long most, long? otherwise)
    {
        var result = new JsonObject { ["type"] = "integer", ["minimum"] = least, ["maximum"] = most };
        if (otherwise is { } value) result["default"] = value;
        return result;
    }

    private static string Text(int address) => $"0x{address:x2}";
}
