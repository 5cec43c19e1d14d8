using CityKit.Core;

namespace CityKit.Samples.VendorDesk.Parking;

/// <summary>The words of the parking page.</summary>
internal static class ParkingWords
{
    internal static LocalizedText Title { get; } = new("共享车位", "Parking");
    internal static LocalizedText Offered { get; } = new("可预约的车位", "Bays to book");
    internal static LocalizedText Bay { get; } = new("车位", "Bay");
    internal static LocalizedText Hours { get; } = new("共享时段", "Offered");
    internal static LocalizedText Price { get; } = new("每小时（元）", "Yuan an hour");
    internal static LocalizedText Book { get; } = new("预约一小时", "Book an hour");
    internal static LocalizedText Booked { get; } = new("已预约车位 {0}：{1} 至 {2}", "Bay {0} is yours from {1} to {2}");
    internal static LocalizedText None { get; } = new("目前没有可预约的车位。", "No bay is offered now.");
    internal static LocalizedText NoCompound { get; } = new("您的账号不属于任何小区。", "Your account belongs to no compound.");
    internal static LocalizedText Mine { get; } = new("我的预约", "My bookings");
}
