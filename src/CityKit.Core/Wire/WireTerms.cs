namespace CityKit.Core.Wire;

/// <summary>
/// What is read, by name: made once, as a reader names it before it knows whether it is wrong, and as a batch may be full of wrong bytes.
/// </summary>
internal static class WireTerms
{
    private static readonly LocalizedText[] Bytes =
        [.. Enumerable.Range(0, 256).Select(value => new LocalizedText($"字节 0x{value:x2}", $"byte 0x{value:x2}"))];

    private static readonly LocalizedText Boolean = new("布尔值", "a boolean");
    private static readonly LocalizedText Integer = new("整数", "an integer");
    private static readonly LocalizedText Text = new("文本", "a text");
    private static readonly LocalizedText Binary = new("字节", "bytes");
    private static readonly LocalizedText Array = new("数组", "an array");
    private static readonly LocalizedText Map = new("映射", "a map");
    private static readonly LocalizedText Extension = new("扩展值", "an extension");
    private static readonly LocalizedText Any = new("MessagePack 值", "a MessagePack value");

    internal static LocalizedText Version { get; } = new("版本", "version");

    internal static LocalizedText Lane { get; } = new("通道", "lane");

    internal static LocalizedText Cursor { get; } = new("游标", "cursor");

    internal static LocalizedText FirstSequence { get; } = new("首个序号", "first sequence");

    internal static LocalizedText BootOrdinal { get; } = new("启动序号", "boot ordinal");

    internal static LocalizedText ClockQuality { get; } = new("时钟质量", "clock quality");

    internal static LocalizedText TimeAtZero { get; } = new("零点的时钟时间", "wall time at zero");

    internal static LocalizedText Batch { get; } = new("批次", "batch");

    internal static LocalizedText Bundle { get; } = new("配置包", "bundle");

    internal static LocalizedText Release { get; } = new("发布清单", "release");

    internal static LocalizedText DeviceId { get; } = new("设备标识", "a device id");

    internal static LocalizedText ArrayFrom(int least) => new($"长度至少为 {least} 的数组", $"an array of at least {least}");

    internal static LocalizedText Envelope(int bytes) => new($"{bytes} 字节的签名信封", $"an envelope of {bytes} bytes");

    internal static LocalizedText Byte(byte value) => Bytes[value];

    internal static LocalizedText Kind(WireKind kind) => kind switch
    {
        WireKind.Boolean => Boolean,
        WireKind.Integer or WireKind.Float => Integer,
        WireKind.Text => Text,
        WireKind.Binary => Binary,
        WireKind.Array => Array,
        WireKind.Map => Map,
        WireKind.Extension => Extension,
        _ => Any,
    };
}
