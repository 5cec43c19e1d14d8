using CityKit.Core;
using CityKit.Samples.Compound.Scenarios;

namespace CityKit.Samples.Compound.Desk;

/// <summary>The words of the sample's own pages.</summary>
internal static class DeskWords
{
    internal static LocalizedText Happen { get; } = new("模拟事件", "Let something happen");
    internal static LocalizedText Pins { get; } = new(
        "以下事件发生在模拟的引脚上：边缘设备检测、签名并上送，中枢判定后出现在值班台，与真实设备的路径相同。",
        "These happen at simulated pins: the edge device detects, signs and sends them, the hub judges, and they come to the desk, "
            + "as from a real device.");

    internal static LocalizedText Let { get; } = new("发生", "Let it happen");
    internal static LocalizedText Asked { get; } = new("已提交，稍候……", "Asked for, one moment …");
    internal static LocalizedText Taken { get; } = new("已触发：几秒内到达值班台。", "It happens now: it reaches the desk within seconds.");
    internal static LocalizedText Full { get; } = new("等待中的事件已有 20 个，请稍候再试。", "20 are waiting already: try again in a moment.");

    internal static LocalizedText Title(Demand demand) => demand switch
    {
        Demand.Object => new("高空抛物", "An object falls"),
        Demand.Smoke => new("烟雾", "Smoke"),
        _ => new("关闭燃气阀", "A gas tap is closed"),
    };

    internal static LocalizedText About(Demand demand) => demand switch
    {
        Demand.Object => new(
            "3 号楼：物体从 15 米高处坠落，穿过雨棚双光栅，摄像机触点也看到它。产生两条预警线索，可合并。",
            "Building 3: something falls 15 metres through the canopy's two light barriers, and the camera's contact sees it too. "
                + "Two leads, to be merged."),
        Demand.Smoke => new(
            "1 号楼 2 单元：烟感触点闭合两分钟。边缘设备先在本地报警，再上送。",
            "Building 1, entrance 2: the smoke contact closes for two minutes. The device raises the alert itself, and then sends it."),
        _ => new(
            "2 号楼独居老人家中停用燃气：时间跳到次日 8:00，燃气公司送来前一天的读数，24 小时用气过低自动转为探访。",
            "Building 2: somebody who lives alone uses no gas. "
                + "Time goes on to the next 08:00, when the gas company delivers the day before; "
                + "hardly any gas in 24 hours opens a care visit by itself."),
    };
}
