using System.Text.Json.Nodes;

namespace HedgeFlow.Domain;

/// <summary>One line that is due to be appended to a JSONL file of the book.</summary>
/// <param name="File">Path under the book's log folder, one of <see cref="JournalFiles"/>.</param>
/// <param name="Payload">Members in payload order; immutable from here on.</param>
/// <param name="EventType">Type of the envelope that is put last (<c>event_type, ts, pid, hostname</c>); null = no envelope.</param>
/// <param name="Ts">
/// The envelope's time, epoch seconds UTC. It is taken where the row is made: by the time the row is appended, the clock of a
/// replay may be further on, and the line would depend on how the threads ran.
/// </param>
public readonly record struct JournalRow(string File, JsonObject Payload, string? EventType = null, double Ts = double.NaN);
