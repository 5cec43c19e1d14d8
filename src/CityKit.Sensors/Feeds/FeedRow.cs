namespace CityKit.Sensors.Feeds;

/// <summary>One line of a feed's file: a <see cref="FeedReading"/>, or a <see cref="FeedReject"/>.</summary>
/// <param name="Row">Its line in the file, from 1; the header is line 1.</param>
public abstract record FeedRow(long Row);
