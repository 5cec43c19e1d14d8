using CityKit.Core.Text;
using CityKit.Sensors.Feeds;
using NodaTime;

namespace CityKit.AspNetCore.Vendors;

/// <summary>One message of a request.</summary>
/// <param name="Content">What the mapping reads; null when the message is not valid, see <paramref name="Wrong"/>.</param>
/// <param name="Id">An id that it has beside what the mapping reads; null for none.</param>
/// <param name="At">When it was made, where what the mapping reads does not say it; null for nothing.</param>
/// <param name="Wrong">Why it is no message; null when it is one.</param>
internal sealed record VendorMessage(JsonValue? Content, string? Id, Instant? At, FeedReject? Wrong);
