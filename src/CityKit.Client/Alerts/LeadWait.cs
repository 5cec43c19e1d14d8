namespace CityKit.Client.Alerts;

/// <summary>Why a lead waits for a person although its class opens work items by itself: its machine has not earned it.</summary>
/// <param name="Confirmed">How many leads of the machine people had confirmed.</param>
/// <param name="AfterConfirmed">How many the policy wants.</param>
/// <param name="AtPrecision">Which part has to be right, 0 to 1.</param>
/// <param name="Zh">What people read in Chinese.</param>
/// <param name="En">What people read in English.</param>
public sealed record LeadWait(long Confirmed, int AfterConfirmed, decimal AtPrecision, string Zh, string En)
{
    /// <summary>Which part was right; null while nothing was judged.</summary>
    public decimal? Precision { get; init; }
}
