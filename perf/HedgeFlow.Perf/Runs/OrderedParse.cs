using System.Buffers.Text;

namespace HedgeFlow.Perf.Runs;

/// <summary>
/// The least that a decoder of canonical snapshot lines can do: names compared where they must stand, numbers parsed, nothing kept but
/// their sums. One thread, one buffer. The bound that the feed's decoder is held against.
/// </summary>
internal static class OrderedParse
{
    private static readonly double[] Powers = [.. Enumerable.Range(0, 23).Select(i => Math.Pow(10, i))];

    /// <summary>Lines of the file, all of them verified.</summary>
    public static long Read(string file)
    {
        using FileStream stream = File.OpenRead(file);
        byte[] buffer = new byte[1024 * 1024];
        int kept = 0;
        long lines = 0;
        double sum = 0;
        for (int read; (read = stream.Read(buffer, kept, buffer.Length - kept)) > 0;)
        {
            ReadOnlySpan<byte> rest = buffer.AsSpan(0, kept + read);
            for (int end; (end = rest.IndexOf((byte)'\n')) >= 0; rest = rest[(end + 1)..])
            {
                sum += Line(rest[..end]);
                lines++;
            }

            rest.CopyTo(buffer);
            kept = rest.Length;
        }

        return kept == 0 && double.IsFinite(sum) ? lines : throw new InvalidDataException("the file does not end with a line");
    }

    private static double Line(ReadOnlySpan<byte> line)
    {
        double sum = 0;
        Take(ref line, "{\"kind\":\"snapshot\",\"seq\":"u8);
        sum += Number(ref line);
        Take(ref line, ",\"ts\":"u8);
        sum += Number(ref line);
        Take(ref line, ",\"source\":\""u8);
        Text(ref line);
        Take(ref line, ",\"testnet\":true,\"dry_run\":true,\"account\":{\"totalMarginBalance\":"u8);
        sum += Number(ref line);
        Take(ref line, ",\"totalWalletBalance\":"u8);
        sum += Number(ref line);
        Take(ref line, ",\"totalUnrealizedProfit\":"u8);
        sum += Number(ref line);
        Take(ref line, "},\"balances\":[{\"asset\":\""u8);
        Text(ref line);
        Take(ref line, ",\"balance\":"u8);
        sum += Number(ref line);
        Take(ref line, ",\"availableBalance\":"u8);
        sum += Number(ref line);
        Take(ref line, "}],\"positions\":["u8);
        for (bool more = line[0] == '{'; more; more = Next(ref line))
        {
            Take(ref line, "{\"symbol\":\""u8);
            Text(ref line);
            Take(ref line, ",\"positionSide\":\""u8);
            Text(ref line);
            Take(ref line, ",\"qty\":"u8);
            sum += Number(ref line);
            Take(ref line, ",\"entryPrice\":"u8);
            sum += Number(ref line);
            Take(ref line, ",\"markPrice\":"u8);
            sum += Number(ref line);
            Take(ref line, ",\"leverage\":"u8);
            sum += Number(ref line);
            Take(ref line, ",\"updated_at\":"u8);
            sum += Number(ref line);
            Take(ref line, "}"u8);
        }

        Take(ref line, "],\"prices\":{"u8);
        for (bool more = line[0] == '"'; more; more = Next(ref line))
        {
            Take(ref line, "\""u8);
            Text(ref line);
            Take(ref line, ":"u8);
            sum += Number(ref line);
        }

        Take(ref line, "},\"dual_side\":true,\"errors\":[]}"u8);
        return line.IsEmpty ? sum : throw new InvalidDataException("a line goes on after its end");
    }

    private static bool Next(ref ReadOnlySpan<byte> line)
    {
        if (line[0] != ',')
        {
            return false;
        }

        line = line[1..];
        return true;
    }

    private static void Take(ref ReadOnlySpan<byte> line, ReadOnlySpan<byte> expected)
    {
        if (!line.StartsWith(expected))
        {
            throw new InvalidDataException("a line is not canonical");
        }

        line = line[expected.Length..];
    }

    private static void Text(ref ReadOnlySpan<byte> line) => line = line[(line.IndexOf((byte)'"') + 1)..];

    /// <summary>Up to 15 digits and 22 places the division is exact; anything else takes the library's way.</summary>
    private static double Number(ref ReadOnlySpan<byte> line)
    {
        int at = line[0] == '-' ? 1 : 0;
        int first = at;
        long mantissa = 0;
        int point = -1;
        for (; at < line.Length; at++)
        {
            int digit = line[at] - '0';
            if ((uint)digit <= 9)
            {
                mantissa = mantissa * 10 + digit;
            }
            else if (line[at] == '.' && point < 0)
            {
                point = at;
            }
            else
            {
                break;
            }
        }

        int places = point < 0 ? 0 : at - point - 1;
        if (at - first > 16 || (at < line.Length && line[at] is (byte)'e' or (byte)'E'))
        {
            if (!Utf8Parser.TryParse(line, out double value, out int used))
            {
                throw new InvalidDataException("no number");
            }

            line = line[used..];
            return value;
        }

        double number = mantissa / Powers[places];
        bool negative = first == 1;
        line = line[at..];
        return negative ? -number : number;
    }
}
