using CityKit.Core;

namespace CityKit.Samples.VendorDesk.Elevator;

/// <summary>The words of the maintenance firm's desk.</summary>
internal static class ElevatorWords
{
    internal static LocalizedText Lift { get; } = new("电梯识别码", "Lift");
    internal static LocalizedText Details { get; } = new("电梯", "The lift");
    internal static LocalizedText OutOfService { get; } = new("停用电梯", "Lifts out of service");
    internal static LocalizedText None { get; } = new("没有停用的电梯。", "No lift is out of service.");
    internal static LocalizedText Where { get; } = new("位置", "Where");
    internal static LocalizedText Since { get; } = new("停用时间", "Out of service since");
    internal static LocalizedText Trapped { get; } = new("有人被困", "Somebody is trapped");
    internal static LocalizedText NobodyTrapped { get; } = new("无人被困", "Nobody is trapped");
    internal static LocalizedText Fault { get; } = new("故障部位", "What is broken");
    internal static LocalizedText Part { get; } = new("配件", "The part that was ordered");
}
