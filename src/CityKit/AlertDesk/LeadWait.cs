using System.Globalization;
using CityKit.Cases.Policies;
using CityKit.Core;

namespace CityKit.AlertDesk;

/// <summary>Why a lead of a class that opens work items by itself waits for a person: its machine has not earned it (尚未达标).</summary>
/// <param name="Confirmed">How many leads of the machine people had confirmed when it opened.</param>
/// <param name="AfterConfirmed">How many the policy wants.</param>
/// <param name="Precision">Which part of its leads was right, cut to three digits; null while nothing was judged.</param>
/// <param name="AtPrecision">Which part the policy wants.</param>
public sealed record LeadWait(long Confirmed, int AfterConfirmed, decimal? Precision, decimal AtPrecision)
{
    private const int Thousandths = 1000;

    /// <summary>What people read.</summary>
    public LocalizedText Text => new(
        $"等待：已确认 {Confirmed}/{AfterConfirmed}，准确率 {PrecisionText("尚无")}（要求 {Number(AtPrecision)}）；达标前由值班员处理。",
        $"waits for: {Confirmed} of {AfterConfirmed} confirmed, precision {PrecisionText("none yet")} of {Number(AtPrecision)}");

    internal static LeadWait Of(MachineRecord? record, MachineRow row) =>
        new(record?.Confirmed ?? 0, row.AfterConfirmed, Cut(record?.Precision), row.AtPrecision);

    /// <summary>Cut, not rounded: what is too little never reads as enough.</summary>
    private static decimal? Cut(decimal? precision) => precision is { } part ? decimal.Floor(part * Thousandths) / Thousandths : null;

    private string PrecisionText(string none) => Precision is { } part ? Number(part) : none;

    private static string Number(decimal number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}
