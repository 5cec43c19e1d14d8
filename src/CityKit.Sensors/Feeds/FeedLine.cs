namespace CityKit.Sensors.Feeds;

/// <summary>One line of the file: its text, or why it is not passed on.</summary>
internal readonly record struct FeedLine(long Row, string Text, FeedReject? Reject, bool IsLast);
