namespace CityKit.Edge.Outbox;

internal readonly record struct LaneRow(long Sequence, long Position, int Boot, byte[] Bytes);
