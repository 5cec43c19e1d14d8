using CityKit.Core;
using CityKit.Shared.Checks;

namespace CityKit.Edge.Outbox;

/// <summary>What the check of a row begins with, for each table of the outbox.</summary>
internal static class OutboxChecks
{
    extension(RowCheck)
    {
        internal static RowCheck Outbox => RowCheck.Of(2);

        internal static RowCheck Lanes => RowCheck.Of(3);

        internal static RowCheck Boots => RowCheck.Of(4);

        internal static RowCheck State => RowCheck.Of(5);

        internal static RowCheck Source => RowCheck.Of(6);

        internal static RowCheck Changes => RowCheck.Of(7);

        /// <summary>A lane's events belong to one outbox id; what is left of an earlier one is not taken for this one's.</summary>
        internal static RowCheck Events(Lane lane, OutboxId outbox) =>
            RowCheck.Of((byte)lane).With((long)(ulong)(outbox.Value >> 64)).With((long)(ulong)outbox.Value);
    }
}
