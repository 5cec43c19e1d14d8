namespace CityKit.Edge.Agent.Tests.Support;

/// <summary>Makes texts of <c>edge.json</c>, right ones and wrong ones; the same seed makes the same texts.</summary>
internal sealed class EdgeFileGenerator(int seed)
{
    private static readonly string[] Hubs = ["https://hub.example/", "http://127.0.0.1:1/", "http://[::1]:1/"];
    private static readonly string[] Labels = ["三楼烟感", "cellar, left", "🔥 door", new('烟', 64)];
    private static readonly string[] WrongLabels = ["", new('a', 65), "a\\u001bb", "a\\u202eb"];
    private static readonly string[] LineKinds = ["contact", "occupancy", "water-leak", "tilt", "tamper", "pulse-meter", "line-watch",
        "alarm-key", "external"];
    private readonly Random random = new(seed);
    private List<string> lines = [];
    private List<string> channels = [];
    private List<string> devices = [];
    private bool simulated;

    internal string Next()
    {
        simulated = random.Next(3) == 0;
        string[] members =
        [
            $"\"device\": \"{(Rarely ? "a b" : "test-edge-1")}\"", .. Hub(),
            .. simulated || Rarely ? [] : new[] { "\"chip\": \"no-such-chip\"" },
            .. Rarely ? new[] { "\"rules\": \"rules.json\"" } : ["\"rules\": \"rules.json\"", "\"register\": \"sensors.json\""],
            List("devices", Devices()), List("lines", Lines()), List("channels", Channels()), List("outputs", Outputs()),
            List("sensors", Sensors()),
        ];
        return $"{{ // {seed}\n{string.Join(",\n", members)}\n}}";
    }

    private bool Rarely => random.Next(40) == 0;

    private string[] Hub() => random.Next(20) switch
    {
        0 => [],
        1 => ["\"hub\": {\"url\": \"http://hub.example/\"}"],
        2 when Rarely => ["\"hub\": {\"url\": \"ftp://hub.example/\"}"],
        _ => [$"\"hub\": {{\"url\": \"{One(Hubs)}\"}}"],
    };

    private List<string> Devices()
    {
        devices = Names("d", random.Next(3));
        return [.. devices.Select(
            (name, i) => $"\"name\": \"{name}\", \"type\": \"{(Rarely ? "bme28O" : i == 0 ? "mcp23017" : "bme280")}\", \"bus\": {(Rarely ? 256 : 250)}")];
    }

    private List<string> Lines()
    {
        lines = Names("l", random.Next(6));
        return [.. lines.Select(
            (name, i) => $"\"name\": \"{name}\", \"bias\": \"{(Rarely ? "up" : "pull-up")}\", \"activeLow\": {(i % 2 == 0 ? "true" : "false")}{Place(i)}{Label()}")];
    }

    /// <summary>Beside right places: a pin twice, by offset and name at once, on a device that is none, nowhere.</summary>
    private string Place(int pin) => (simulated, random.Next(100)) switch
    {
        (true, _) => Rarely ? $", \"offset\": {pin}" : "",
        (_, 0) => "",
        (_, 1) => ", \"offset\": 0",
        (_, 2) => $", \"offset\": {pin}, \"chipLine\": \"GPIO{pin}\"",
        (_, 3) => $", \"chip\": \"device:{One(["d0", "d1", "nobody"])}\", \"offset\": {random.Next(20)}",
        (_, < 24 and > 14) when devices.Contains("d0") => $", \"chip\": \"device:d0\", \"offset\": {pin}",
        (_, < 40) => $", \"chipLine\": \"GPIO{pin}\"",
        (_, < 50) => $", \"chip\": \"/dev/gpiochip99\", \"offset\": {pin}",
        _ => $", \"offset\": {pin}, \"debounceMs\": {random.Next(3)}",
    };

    private List<string> Channels()
    {
        channels = Names("c", random.Next(4));
        return [.. channels.Select(name => $"\"name\": \"{name}\", \"periodMs\": {(Rarely ? 9 : 1000)}, {Channel(name)}{Label()}")];
    }

    private string Channel(string name) => random.Next(Rarely || devices.Count > 1 ? 6 : 5) switch
    {
        0 => "\"kind\": \"iio\", \"path\": \"/nowhere/in_temp0_raw\"",
        1 => $"\"kind\": \"hwmon\", \"path\": \"{(Rarely ? "/a/*/*/b" : "/nowhere/*[name=lm75]/temp1_input")}\", \"multiplier\": {(Rarely ? "0" : "0.5")}",
        2 => "\"kind\": \"one-wire\", \"path\": \"/nowhere/28-0/w1_slave\"",
        5 => $"\"kind\": \"device\", \"device\": \"{(Rarely ? "d0" : "d1")}\", \"quantity\": \"temperature\"",
        3 => $"\"kind\": \"serial-meter\", \"path\": \"/dev/nowhere0\", \"prefix\": \"1.8.{name[^1]}\", \"speed\": {(Rarely ? "\"300\"" : "9600")}",
        _ => $"\"kind\": \"code-scanner\", \"path\": \"/dev/nowhere{(Rarely ? '0' : name[^1])}-codes\", \"saltFile\": \"scanner.salt\"",
    };

    private List<string> Outputs() =>
        [.. Names("o", random.Next(3)).Select((name, i) => $"\"name\": \"{name}\", {Output()}{Place(10 + i)}{Label()}")];

    private string Output() => random.Next(4) switch
    {
        0 => "\"kind\": \"emitter-test\"",
        1 => $"\"kind\": \"siren\", \"whileAlert\": {{\"rules\": [\"{(Rarely ? "door" : "smoke")}\"]}}",
        _ => "\"kind\": \"relay\", \"safe\": \"active\"",
    };

    private List<string> Sensors()
    {
        var names = Names("s", lines.Count == 0 && !Rarely ? 0 : random.Next(6));
        if (Rarely) names.Add("device");
        return [.. names.Select(name => $"\"name\": \"{name}\", {Sensor()}")];
    }

    private string Sensor() => random.Next(5) switch
    {
        0 when lines.Count > 1 =>
            $"\"kind\": \"barriers\", \"upperLine\": \"{lines[0]}\", \"lowerLine\": \"{(Rarely ? Line : lines[1])}\", \"spacingMm\": 3000{(Rarely ? ", \"emitterTest\": {\"output\": \"o0\"}" : "")}",
        1 when channels.Count > 0 =>
            $"\"kind\": \"{One(["channel", "code"])}\", \"channel\": \"{(Rarely ? "nobody" : One([.. channels]))}\"",
        _ when One(LineKinds) is var kind => $"\"kind\": \"{kind}\", \"line\": \"{Line}\"{More(kind)}",
        _ => "",
    };

    private static string More(string kind) => kind switch
    {
        "line-watch" => ", \"silentAfterS\": 60",
        "alarm-key" => ", \"resetAfterS\": 60",
        "external" => ", \"device\": \"radar-1\", \"channel\": \"1\", \"evidence\": {\"recorder\": \"nvr-1\", \"channel\": \"1\"}",
        _ => "",
    };

    private string Line => lines.Count == 0 || Rarely ? "nobody" : One([.. lines]);

    private string Label() => random.Next(8) switch
    {
        0 => $", \"label\": \"{(Rarely ? One(WrongLabels) : One(Labels))}\"",
        1 => ", \"label\": \"x\", \"unit\": \"m°C\"",
        _ => "",
    };

    /// <summary>Names that differ; rarely, the last is the first again.</summary>
    private List<string> Names(string letter, int count)
    {
        List<string> names = [.. Enumerable.Range(0, count).Select(i => letter + i)];
        if (count > 1 && Rarely) names[^1] = names[0];
        return names;
    }

    private static string List(string member, List<string> objects) =>
        $"\"{member}\": [{string.Join(", ", objects.Select(o => $"{{{o}}}"))}]";

    private T One<T>(T[] from) => from[random.Next(from.Length)];
}
